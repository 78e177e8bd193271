import { createHash } from 'node:crypto';
import {
  fullName,
  type CiLogs,
  type CommitState,
  type GitCredentials,
  type Push,
  type Repository,
} from '../git-host';
import { checkManifests } from './checks/checkManifests';
import { checkPolicy } from './checks/checkPolicy';
import { checkTemplates } from './checks/checkTemplates';
import { verifyBuild } from './checks/verifyBuild';
import { checkOut, type Checkout } from './checkout';
import { CiLog } from './CiLog';
import { deployEks, type ClusterAccess } from './eks/deployEks';
import { Failure } from './Failure';
import { JOB_FILE, openNote, readJob, type Job } from './jobFile';
import { deployManaged } from './managed/deployManaged';

/** The stages, by the context of their commit status. */
const STAGES = {
  check: 'flink/ci',
  artefact: 'flink/artefact',
  infrastructure: 'flink/infrastructure',
} as const;
type Stage = (typeof STAGES)[keyof typeof STAGES];

const LONGEST_DESCRIPTION = 140;

/** What CI works with: everything over the wire, as any CI outside would. */
export interface CiOptions {
  readonly gitUrl: () => string;
  readonly credentials: GitCredentials;
  readonly awsUrl: () => string;
  /** A cluster by its name; undefined when there is none. */
  readonly cluster: (name: string) => ClusterAccess | undefined;
}

/** Checks whatever is pushed, and deploys what is pushed to a repository's default branch. */
export class Ci implements CiLogs {
  readonly #options: CiOptions;
  readonly #logs = new Map<string, CiLog>();
  /** One run after another for each repository: two deployments of one application would collide. */
  readonly #queues = new Map<string, Promise<void>>();
  readonly #closed = new AbortController();

  constructor(options: CiOptions) {
    this.#options = options;
  }

  logOf(repository: Repository, sha: string): CiLog | undefined {
    return this.#logs.get(`${fullName(repository)}@${sha}`);
  }

  push(push: Push): void {
    const name = fullName(push.repository);
    const log = new CiLog();
    this.#logs.set(`${name}@${push.sha}`, log);
    const before = this.#queues.get(name) ?? Promise.resolve();
    this.#queues.set(
      name,
      before.then(() => this.#run(push, log)),
    );
  }

  /** Resolves when nothing runs and nothing waits. */
  async idle(): Promise<void> {
    await Promise.all(this.#queues.values());
  }

  async close(): Promise<void> {
    this.#closed.abort();
    await this.idle();
  }

  async #run(push: Push, log: CiLog): Promise<void> {
    const { repository, branch, sha } = push;
    let stage: Stage = STAGES.check;
    let checkout: Checkout | undefined;
    const status = (state: CommitState, description: string) =>
      this.#report(push, stage, state, description);
    try {
      if (this.#closed.signal.aborted) {
        return;
      }
      log.say(`${fullName(repository)}, branch ${branch}, commit ${sha}`);
      await status('pending', 'Checking what was pushed');
      checkout = await checkOut(
        `${this.#options.gitUrl()}/${fullName(repository)}.git`,
        this.#options.credentials,
        branch,
        sha,
      );
      const job = readJob(checkout.folder);
      const built = await this.#check(checkout, job, log);
      await status(
        'success',
        built ? 'Checked, built and tested' : 'Checked; no build was asked for',
      );
      if (!job) {
        log.say(`There is no ${JOB_FILE}: nothing to deploy.`);
        return;
      }
      if (branch !== repository.defaultBranch) {
        log.say(`Only ${repository.defaultBranch} is deployed.`);
        return;
      }
      stage = STAGES.artefact;
      const artefact = artefactOf(job, sha);
      await status('pending', 'Recording the artefact');
      log.say(
        `Artefact ${artefact}${
          built
            ? ''
            : '. No build was asked for: the sandbox runs a simulated job, not this code'
        }`,
      );
      await status('success', artefact);
      stage = STAGES.infrastructure;
      await this.#deploy(checkout, job, sha, artefact, log, status);
    } catch (error) {
      await this.#fail(error, log, status);
    } finally {
      log.done = true;
      await checkout?.remove();
    }
  }

  async #check(
    { folder, message }: Checkout,
    job: Job | undefined,
    log: CiLog,
  ): Promise<boolean> {
    const { signal } = this.#closed;
    const problems = await checkPolicy(folder, log, signal);
    if (job?.target === 'managed') {
      problems.push(...checkTemplates(folder, job, log));
    }
    if (job?.target === 'eks') {
      problems.push(...(await checkManifests(folder, job, log, signal)));
    }
    if (problems.length > 0) {
      throw new Failure(
        `${problems.length} ${
          problems.length === 1 ? 'problem' : 'problems'
        }: ${problems[0]}`,
        problems,
      );
    }
    const verified = await verifyBuild(folder, message, log, signal);
    if (verified.problems.length > 0) {
      throw new Failure(verified.problems[0], verified.problems);
    }
    return verified.built;
  }

  async #deploy(
    { folder }: Checkout,
    job: Job,
    sha: string,
    artefactKey: string,
    log: CiLog,
    status: (state: CommitState, description: string) => Promise<void>,
  ): Promise<void> {
    const [environment, ...later] = job.environments;
    const open = openNote(folder, environment);
    if (open) {
      throw new Failure(
        `${environment.name} is not deployed while ${open} exists`,
      );
    }
    await status('pending', `Deploying to ${environment.name}`);
    const common = {
      folder,
      job,
      environment,
      log,
      signal: this.#closed.signal,
    };
    let state: string;
    if (job.target === 'managed') {
      state = await deployManaged({
        ...common,
        artefactKey,
        sha,
        awsUrl: this.#options.awsUrl(),
      });
    } else {
      const name = environment.eks?.cluster ?? '';
      const cluster = this.#options.cluster(name);
      if (!cluster) {
        throw new Failure(`The sandbox has no cluster ${name} to deploy to`);
      }
      const digest = createHash('sha256').update(artefactKey).digest('hex');
      state = await deployEks({
        ...common,
        cluster,
        image: `${environment.eks?.imageRepository}@sha256:${digest}`,
      });
    }
    await status('success', `${job.name} in ${environment.name} is ${state}`);
    later.forEach(one =>
      log.skipped(one.name, 'a person promotes; the sandbox’s CI does not'),
    );
  }

  async #fail(
    error: unknown,
    log: CiLog,
    status: (state: CommitState, description: string) => Promise<void>,
  ): Promise<void> {
    if (this.#closed.signal.aborted) {
      return;
    }
    const failure =
      error instanceof Failure
        ? error
        : new Failure(`CI itself failed: ${String(error)}`);
    log.say(`FAILED   ${failure.message}`);
    failure.problems.forEach(problem => log.say(`         ${problem}`));
    await status('failure', failure.message);
  }

  /** Over the API, as a CI elsewhere would. A host that does not answer must not end the run. */
  async #report(
    { repository, sha }: Push,
    context: Stage,
    state: CommitState,
    description: string,
  ): Promise<void> {
    const { username, password } = this.#options.credentials;
    const url = this.#options.gitUrl();
    const basic = Buffer.from(`${username}:${password}`).toString('base64');
    const log = this.logOf(repository, sha);
    log?.say(`${context} is ${state}: ${description}`);
    try {
      const response = await fetch(
        `${url}/api/v1/repos/${fullName(repository)}/statuses/${sha}`,
        {
          method: 'POST',
          headers: {
            authorization: `Basic ${basic}`,
            'content-type': 'application/json',
          },
          body: JSON.stringify({
            context,
            state,
            description: shortened(description),
            target_url: `${url}/${fullName(repository)}/ci/${sha}`,
          }),
        },
      );
      if (!response.ok) {
        log?.say(`The git host refused the status: ${await response.text()}`);
      }
    } catch (error) {
      log?.say(`The git host did not take the status: ${String(error)}`);
    }
  }
}

/** One key for each commit, written once. */
function artefactOf(job: Job, sha: string): string {
  return `${job.name}/${sha}/job.jar`;
}

function shortened(text: string): string {
  return text.length > LONGEST_DESCRIPTION
    ? `${text.slice(0, LONGEST_DESCRIPTION - 1)}…`
    : text;
}
