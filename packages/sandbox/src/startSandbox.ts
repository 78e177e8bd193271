import { createServer, type RequestListener } from 'node:http';
import { CallCounter, createAwsListener } from './aws';
import { Ci } from './ci';
import { createControl } from './control';
import { awsFarSide } from './faults/awsFaults';
import type { FaultTarget } from './faults/Fault';
import { FaultPlan } from './faults/FaultPlan';
import { kubernetesFarSide } from './faults/kubernetesFaults';
import { withFaults } from './faults/withFaults';
import { WriteRecord, type Write } from './faults/WriteRecord';
import { createGitHost, RepositoryStore } from './git-host';
import { startKubernetesApi, startSilentApi } from './kubernetes';
import { listen } from './listen';
import {
  createWorld,
  SystemClock,
  type Pace,
  type SandboxWorld,
} from './world';

/** The token the sandbox's clusters accept. @public */
export const CLUSTER_TOKEN = 'sandbox-token';

/** The one account of the sandbox's git host, as `integrations.gitea` names it. @public */
export const GIT_CREDENTIALS = {
  username: 'flink-portal',
  password: 'sandbox',
} as const;

/** Where everything listens; 0 takes any free port. @public */
export interface SandboxPorts {
  readonly aws: number;
  readonly eksProdEu: number;
  readonly eksStagingUs: number;
  /** Accepts connections and never answers. */
  readonly eksEdgeAp: number;
  /** Git over HTTP, Gitea's API and pages. */
  readonly git: number;
  readonly control: number;
}

/** @public */
export interface SandboxOptions {
  /** All 0 by default. */
  readonly ports?: SandboxPorts;
  /** The same seed makes the same fleet; `sandbox` by default. */
  readonly seed?: string;
  /** What the clock shows at the start, epoch ms; the real time by default. */
  readonly startTimeMs?: number;
  /** How long people wait for what they create; as long as the services take by default. */
  readonly pace?: Pace;
}

/** A running sandbox. @public */
export interface Sandbox {
  readonly world: SandboxWorld;
  readonly clock: SystemClock;
  /** The ports that were really taken. */
  readonly ports: SandboxPorts;
  /** Requests since the start, by service and operation. */
  calls(): Record<string, Record<string, number>>;
  /** How the next calls go wrong. How changes end is `world.outcomes`. */
  readonly faults: FaultPlan;
  /** What took effect so far, whatever its caller was told, oldest first. */
  writes(): readonly Write[];
  /** Resolves when CI has nothing to do. */
  ciIdle(): Promise<void>;
  close(): Promise<void>;
}

/** Owners of repositories: there is no page to make one. */
const ORGANIZATIONS = ['flink', 'data-platform'];
/** Where new jobs may go besides the fleet's own namespaces, as templates/standards.yaml has it. */
const NAMESPACES = ['analytics', 'payments', 'sandbox'];

/** A control plane in another region does not answer at once. */
const AWS_LATENCY_MS = 20;

const ANY_PORT: SandboxPorts = {
  aws: 0,
  eksProdEu: 0,
  eksStagingUs: 0,
  eksEdgeAp: 0,
  git: 0,
  control: 0,
};

/** The sandbox's usual ports, counted from a base. @public */
export function portsFrom(base: number): SandboxPorts {
  return {
    aws: base,
    eksProdEu: base + 1,
    eksStagingUs: base + 2,
    eksEdgeAp: base + 3,
    git: base + 4,
    control: base + 9,
  };
}

/**
 * Starts all listeners of the sandbox on 127.0.0.1 over one simulated world.
 *
 * @throws Error when a port is taken; what had been started is stopped again.
 * @public
 */
export async function startSandbox(
  options: SandboxOptions = {},
): Promise<Sandbox> {
  const { ports = ANY_PORT, seed = 'sandbox', startTimeMs, pace } = options;
  const clock = new SystemClock(startTimeMs);
  const world = createWorld({ seed, clock, pace });
  const awsCalls = new CallCounter();
  const faults = new FaultPlan();
  const writes = new WriteRecord();
  const through = (target: FaultTarget) => (listener: RequestListener) =>
    withFaults(listener, {
      target,
      farSide: target === 'aws' ? awsFarSide : kubernetesFarSide,
      faults,
      writes,
      nowMs: () => clock.now(),
    });
  const started: { close(): Promise<void> }[] = [];
  const keep = async <T extends { close(): Promise<void> }>(
    starting: Promise<T>,
  ): Promise<T> => {
    const listener = await starting;
    started.push(listener);
    return listener;
  };
  const close = async () => {
    await Promise.all(started.map(listener => listener.close()));
  };

  try {
    const aws = await keep(
      listen(
        createAwsListener({
          world,
          calls: awsCalls,
          latencyMs: AWS_LATENCY_MS,
          through: through('aws'),
        }),
        ports.aws,
        'The AWS side',
      ),
    );
    const cluster = (name: Exclude<FaultTarget, 'aws'>, port: number) =>
      keep(
        startKubernetesApi({
          world,
          cluster: name,
          port,
          tokens: [CLUSTER_TOKEN],
          namespaces: NAMESPACES,
          through: through(name),
        }),
      );
    const prod = await cluster('eks-prod-eu', ports.eksProdEu);
    const staging = await cluster('eks-staging-us', ports.eksStagingUs);
    const edge = await keep(startSilentApi({ port: ports.eksEdgeAp }));
    const clusters = new Map([
      ['eks-prod-eu', prod],
      ['eks-staging-us', staging],
    ]);
    const repositories = new RepositoryStore(ORGANIZATIONS, () => clock.now());
    started.push({ close: async () => repositories.close() });
    // Known once it listens; nobody asks before.
    let gitUrl = '';
    const ci = new Ci({
      gitUrl: () => gitUrl,
      credentials: GIT_CREDENTIALS,
      awsUrl: () => aws.url,
      cluster: name => {
        const found = clusters.get(name);
        return found && { url: found.url, token: CLUSTER_TOKEN };
      },
    });
    repositories.onPush(push => ci.push(push));
    const git = await keep(
      listen(
        createServer(
          createGitHost({
            store: repositories,
            credentials: GIT_CREDENTIALS,
            url: () => gitUrl,
            logs: ci,
          }),
        ),
        ports.git,
        'The git host',
      ),
    );
    gitUrl = git.url;
    const calls = () => ({
      aws: awsCalls.snapshot(),
      'eks-prod-eu': prod.requests(),
      'eks-staging-us': staging.requests(),
    });
    const lookAgain = () => {
      prod.tick();
      staging.tick();
    };
    const control = await keep(
      listen(
        createControl({
          clock,
          calls,
          lookAgain,
          faults,
          outcomes: world.outcomes,
          writes: () => writes.all(),
        }),
        ports.control,
        'The control listener',
      ),
    );
    return {
      world,
      clock,
      ports: {
        aws: aws.port,
        eksProdEu: prod.port,
        eksStagingUs: staging.port,
        eksEdgeAp: edge.port,
        git: git.port,
        control: control.port,
      },
      calls,
      faults,
      writes: () => writes.all(),
      ciIdle: () => ci.idle(),
      close: async () => {
        await ci.close();
        await close();
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}
