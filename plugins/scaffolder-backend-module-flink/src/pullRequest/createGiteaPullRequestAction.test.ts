import { createMockDirectory } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { exampleInput } from '../__testUtils__/exampleInput';
import { runAction } from '../__testUtils__/runAction';
import { startGitea, type Gitea } from '../__testUtils__/startGitea';
import { createGiteaPullRequestAction } from './createGiteaPullRequestAction';
import { examples } from './giteaPullRequest.examples';

const place = createMockDirectory();

describe('flink:gitea:pull-request', () => {
  let gitea: Gitea;

  beforeEach(async () => {
    place.setContent({
      hosted: {},
      workspace: { repository: { 'pom.xml': 'flink 2.2\n', new: 'new\n' } },
      temporary: {},
    });
    gitea = await startGitea(place.resolve('hosted'), {
      'pom.xml': 'flink 1.20\n',
      'old.txt': 'old\n',
      'own.txt': 'team\n',
    });
  });
  afterEach(() => gitea.close());

  function action(credentials: object = { username: 'a', password: 'b' }) {
    const config = new ConfigReader({
      integrations: {
        gitea: [
          { host: 'git.example.com', baseUrl: gitea.url, ...credentials },
        ],
      },
      scaffolder: {
        defaultAuthor: { name: 'Portal', email: 'portal@example.com' },
      },
    });
    return createGiteaPullRequestAction({
      integrations: ScmIntegrations.fromConfig(config),
      config,
    });
  }

  const input = () =>
    exampleInput(action(), examples[0], {
      change: { summary: '| Flink | 1.20 | 2.2 |' },
      merge: { removed: ['old.txt', 'never-there'] },
    });

  const run = (
    changed: Partial<ReturnType<typeof input>> = {},
    isDryRun = false,
  ) =>
    runAction(
      action(),
      { ...input(), ...changed },
      {
        workspacePath: place.resolve('workspace'),
        isDryRun,
        createTemporaryDirectory: () =>
          mkdtemp(join(place.resolve('temporary'), 'clone-')),
      },
    );

  it('proposes what changed on a branch of its own', async () => {
    const { outputs } = await run();

    expect(outputs).toEqual({
      remoteUrl: `${gitea.url}/flink/orders-enricher/pulls/1`,
      pullRequestNumber: 1,
      targetBranchName: 'main',
    });
    expect(gitea.pulls).toEqual([
      {
        title: 'Upgrade to Flink 2.2',
        body: '| Flink | 1.20 | 2.2 |',
        head: 'flink-2.2',
        base: 'main',
      },
    ]);
    expect(gitea.git('diff', '--name-status', 'main', 'flink-2.2')).toBe(
      'A\tnew\nD\told.txt\nM\tpom.xml',
    );
    expect(gitea.git('log', '-1', '--format=%an %s', 'flink-2.2')).toBe(
      'Portal Upgrade to Flink 2.2',
    );
    expect(gitea.git('log', '--format=%s', 'main')).toBe('first');
  });

  it('opens no second pull request when it is repeated', async () => {
    await run();
    const pushed = gitea.git('rev-parse', 'flink-2.2');

    const { outputs } = await run();

    expect(gitea.pulls).toHaveLength(1);
    expect(outputs.pullRequestNumber).toBe(1);
    expect(gitea.git('rev-parse', 'flink-2.2')).toBe(pushed);
  });

  it('adds to the branch when there is more to propose', async () => {
    await run();
    place.addContent({ 'workspace/repository/more': 'more\n' });

    await run();

    expect(
      gitea.git('log', '--format=%s', 'flink-2.2').split('\n'),
    ).toHaveLength(3);
    expect(gitea.pulls).toHaveLength(1);
  });

  it('proposes nothing when the repository has it all', async () => {
    place.setContent({ ...place.content(), workspace: { repository: {} } });
    place.addContent({ 'workspace/repository/own.txt': 'team\n' });

    const { outputs, log } = await run({ filesToDelete: undefined });

    expect(outputs).toEqual({ targetBranchName: 'main' });
    expect(log.at(-1)).toContain('there is nothing to propose');
    expect(gitea.pulls).toEqual([]);
  });

  it('pushes nothing in a dry run', async () => {
    const { log } = await run({}, true);

    expect(log).toEqual([
      'info Would propose 2 files to flink/orders-enricher on the branch flink-2.2.',
    ]);
    expect(gitea.git('branch', '--list')).toBe('* main');
  });

  it('does not push to the branch it would merge into', async () => {
    await expect(run({ branchName: 'main' })).rejects.toThrow(
      'branchName: main is the branch to merge into',
    );
  });

  it('refuses another kind of host', async () => {
    await expect(
      run({ repoUrl: 'github.com?owner=flink&repo=orders' }),
    ).rejects.toThrow('github.com is not a Gitea');
  });

  it('says what the integration lacks', async () => {
    await expect(
      runAction(action({}), input(), {
        workspacePath: place.resolve('workspace'),
      }),
    ).rejects.toThrow('needs a username and a password');
  });
});
