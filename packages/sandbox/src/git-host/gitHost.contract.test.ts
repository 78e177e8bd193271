import { execFile } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { UrlReaders } from '@backstage/backend-defaults/urlReader';
import { mockServices } from '@backstage/backend-test-utils';
import { ScmIntegrations } from '@backstage/integration';
import { createPublishGiteaAction } from '@backstage/plugin-scaffolder-backend-module-gitea';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import { listen, type Listening } from '../listen';
import { createGitHost, RepositoryStore, type Push } from '.';

const CREDENTIALS = { username: 'flink-portal', password: 'sandbox' };

describe('the git host, to its real clients', () => {
  let host: Listening;
  let store: RepositoryStore;
  let work: string;
  const pushes: Push[] = [];

  beforeAll(async () => {
    store = new RepositoryStore(['flink'], Date.now);
    store.onPush(push => pushes.push(push));
    host = await listen(
      createServer(
        createGitHost({
          store,
          credentials: CREDENTIALS,
          url: () => host.url,
          logs: { logOf: () => ({ lines: ['<b>all well</b>'], done: true }) },
        }),
      ),
      0,
      'The git host',
    );
    work = mkdtempSync(join(tmpdir(), 'git-host-test-'));
  });

  afterAll(async () => {
    await host.close();
    store.close();
    rmSync(work, { recursive: true, force: true });
  });

  const config = () =>
    mockServices.rootConfig({
      data: {
        integrations: {
          gitea: [
            {
              host: host.url.replace('http://', ''),
              baseUrl: host.url,
              ...CREDENTIALS,
            },
          ],
        },
      },
    });
  // Never synchronously: the host that git talks to runs in this process.
  const git = async (folder: string, ...args: string[]) => {
    const { stdout } = await promisify(execFile)(
      'git',
      ['-C', folder, ...args],
      {
        env: {
          ...process.env,
          GIT_TERMINAL_PROMPT: '0',
          GIT_AUTHOR_NAME: 'Amara',
          GIT_AUTHOR_EMAIL: 'amara@example.com',
          GIT_COMMITTER_NAME: 'Amara',
          GIT_COMMITTER_EMAIL: 'amara@example.com',
        },
      },
    );
    return stdout.trim();
  };
  const api = async (path: string, body?: object, method = 'POST') => {
    const basic = Buffer.from('flink-portal:sandbox').toString('base64');
    const response = await fetch(`${host.url}/api/v1${path}`, {
      method: body ? method : 'GET',
      headers: {
        authorization: `Basic ${basic}`,
        'content-type': 'application/json',
      },
      body: body && JSON.stringify(body),
    });
    return { status: response.status, body: await response.json() };
  };
  const withLogin = (path: string) =>
    `${host.url.replace('//', '//flink-portal:sandbox@')}${path}`;

  /** A repository of one commit, published by the scaffolder's own action. */
  const publish = async (repo: string, files: Record<string, string>) => {
    const workspacePath = join(work, `workspace-${repo}`);
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(join(workspacePath, path, '..'), { recursive: true });
      writeFileSync(join(workspacePath, path), text);
    }
    const outputs: Record<string, unknown> = {};
    const action = createPublishGiteaAction({
      config: config(),
      integrations: ScmIntegrations.fromConfig(config()),
    });
    await action.handler({
      ...createMockActionContext({
        workspacePath,
        input: {
          repoUrl: `${host.url.replace(
            'http://',
            '',
          )}?owner=flink&repo=${repo}`,
          description: 'Orders',
        },
      }),
      output: (name: string, value: unknown) => {
        outputs[name] = value;
      },
    });
    return outputs;
  };

  it('takes what publish:gitea publishes, and tells of the push', async () => {
    const outputs = await publish('orders', { 'README.md': '# Orders\n' });
    expect(outputs.repoContentsUrl).toBe(
      `${host.url}/flink/orders/src/branch/main/`,
    );
    expect(pushes.at(-1)).toMatchObject({
      branch: 'main',
      sha: outputs.commitHash,
    });
  });

  it('refuses a second repository of a name, and an owner that does not exist', async () => {
    await publish('taken', { a: '1' });
    await expect(publish('taken', { a: '1' })).rejects.toThrow(
      'same name already exists',
    );
    expect((await api('/orgs/nobody')).status).toBe(404);
  });

  it('serves files and trees to the catalog’s reader, and says when nothing changed', async () => {
    await publish('read', {
      'catalog-info.yaml': 'kind: Component\n',
      'docs/index.md': '# Read\n',
    });
    const reader = UrlReaders.default({
      logger: mockServices.logger.mock(),
      config: config(),
    });
    const root = `${host.url}/flink/read/src/branch/main`;
    const file = await reader.readUrl(`${root}/catalog-info.yaml`);
    expect((await file.buffer()).toString()).toBe('kind: Component\n');
    const tree = await reader.readTree(`${root}/docs`);
    const files = await tree.files();
    expect(files.map(({ path }) => path)).toEqual(['index.md']);
    await expect(
      reader.readTree(root, { etag: tree.etag }),
    ).rejects.toMatchObject({ name: 'NotModifiedError' });
    await expect(reader.readUrl(`${root}/missing.yaml`)).rejects.toMatchObject({
      name: 'NotFoundError',
    });
  });

  it('resolves catalog-info.yaml from repoContentsUrl as catalog:register does', async () => {
    const { repoContentsUrl } = await publish('resolve', { a: '1' });
    expect(
      ScmIntegrations.fromConfig(config()).resolveUrl({
        base: String(repoContentsUrl),
        // With a slash before it, Backstage takes the branch for a part of the path, on every Gitea.
        url: 'catalog-info.yaml',
      }),
    ).toBe(`${host.url}/flink/resolve/src/branch/main/catalog-info.yaml`);
  });

  it('is cloned by anybody and pushed to with the password only, by real git', async () => {
    await publish('clone', { a: '1\n' });
    const folder = join(work, 'clone');
    await git(work, 'clone', '--quiet', `${host.url}/flink/clone.git`, folder);
    expect(readFileSync(join(folder, 'a'), 'utf8')).toBe('1\n');
    writeFileSync(join(folder, 'a'), '2\n');
    await git(folder, 'commit', '--quiet', '-am', 'Two');
    await expect(git(folder, 'push', '--quiet')).rejects.toThrow(
      /could not read Username|Authentication/,
    );
    await git(
      folder,
      'push',
      '--quiet',
      withLogin('/flink/clone.git'),
      'HEAD:main',
    );
    expect(pushes.at(-1)?.sha).toBe(await git(folder, 'rev-parse', 'HEAD'));
  });

  it('keeps the newest status of each context, and the worst of them as the whole', async () => {
    const { commitHash } = await publish('statuses', { a: '1' });
    const path = `/repos/flink/statuses/statuses/${commitHash}`;
    const say = (context: string, state: string) =>
      api(path, { context, state });
    await say('flink/ci', 'pending');
    await say('flink/ci', 'success');
    await say('flink/artefact', 'failure');
    const combined = await api(
      `/repos/flink/statuses/commits/${commitHash}/status`,
    );
    expect(combined.body.state).toBe('failure');
    expect(
      combined.body.statuses.map((one: { context: string; status: string }) => [
        one.context,
        one.status,
      ]),
    ).toEqual([
      ['flink/ci', 'success'],
      ['flink/artefact', 'failure'],
    ]);
    expect((await say('flink/ci', 'splendid')).status).toBe(422);
  });

  it('changes files on a new branch, and merges the pull request that asks for it', async () => {
    await publish('pulls', { 'infra/size.txt': '2\n' });
    const changed = await api('/repos/flink/pulls/contents', {
      branch: 'main',
      new_branch: 'size/4',
      message: 'Run with 4',
      files: [
        {
          operation: 'update',
          path: 'infra/size.txt',
          content: Buffer.from('4\n').toString('base64'),
        },
      ],
    });
    expect(changed.status).toBe(201);
    const pull = await api('/repos/flink/pulls/pulls', {
      head: 'size/4',
      base: 'main',
      title: 'Run with 4',
    });
    expect(pull.body).toMatchObject({ number: 1, state: 'open' });
    await api('/repos/flink/pulls/pulls/1/merge', { Do: 'merge' });
    expect((await api('/repos/flink/pulls/pulls/1')).body.merged).toBe(true);
    expect(pushes.at(-1)).toMatchObject({ branch: 'main' });
    const file = await api('/repos/flink/pulls/contents/infra/size.txt');
    expect(Buffer.from(file.body.content, 'base64').toString()).toBe('4\n');
  });

  it('does not overwrite a file that somebody changed meanwhile', async () => {
    await publish('stale', { a: '1' });
    const { status, body } = await api(
      '/repos/flink/stale/contents/a',
      { content: '', sha: '0'.repeat(40), message: 'Two' },
      'PUT',
    );
    expect(status).toBe(409);
    expect(body.message).toContain('was changed meanwhile');
  });

  it('shows people files, commits and logs, and escapes what they hold', async () => {
    const { commitHash } = await publish('pages', {
      'src/<script>.txt': '<script>alert(1)</script>',
    });
    for (const path of [
      '',
      '/src/branch/main/src',
      '/commits',
      `/commit/${commitHash}`,
      `/ci/${commitHash}`,
      '/pulls',
    ]) {
      const response = await fetch(`${host.url}/flink/pages${path}`);
      expect([path, response.status]).toEqual([path, 200]);
      const text = await response.text();
      expect(text).not.toContain('<script>');
      expect(text).not.toContain('<b>');
    }
  });

  it('hides a private repository from whoever is not signed in', async () => {
    await api('/orgs/flink/repos', { name: 'secret', private: true });
    expect((await fetch(`${host.url}/flink/secret`)).status).toBe(404);
    expect((await api('/repos/flink/secret')).status).toBe(200);
  });
});
