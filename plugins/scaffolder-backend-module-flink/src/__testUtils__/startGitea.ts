import { execFileSync, spawn } from 'node:child_process';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

/** A git server over HTTP with the little of Gitea's API that pull requests need. */
export interface Gitea {
  readonly url: string;
  /** Pull requests that were opened, as they were asked for. */
  readonly pulls: { title: string; body: string; head: string; base: string }[];
  /** Runs git in the bare repository. */
  git(...args: string[]): string;
  close(): Promise<void>;
}

/**
 * Starts one with a repository `flink/orders-enricher` in a folder.
 *
 * @param files - what is on its branch `main`
 */
export async function startGitea(
  folder: string,
  files: Record<string, string>,
): Promise<Gitea> {
  const bare = join(folder, 'flink', 'orders-enricher.git');
  execFileSync('git', ['init', '-q', '--bare', '-b', 'main', bare]);
  const git = (...args: string[]) =>
    execFileSync('git', ['-C', bare, ...args], { encoding: 'utf8' }).trim();
  git('config', 'http.receivepack', 'true');
  const commands = Object.entries(files).map(
    ([name, content]) =>
      `M 100644 inline ${name}\ndata ${Buffer.byteLength(
        content,
      )}\n${content}\n`,
  );
  execFileSync('git', ['-C', bare, 'fast-import', '--quiet'], {
    input: `commit refs/heads/main\ncommitter Ada <ada@example.com> 1790000000 +0000\ndata 5\nfirst\n${commands.join(
      '',
    )}\n`,
  });

  const pulls: Gitea['pulls'] = [];
  const server = createServer(async (request, response) => {
    const { pathname, search } = new URL(request.url!, 'http://localhost');
    if (!pathname.startsWith('/api/')) {
      await serveGit(request, pathname, search);
      return;
    }
    const route = pathname.replace('/api/v1/repos/flink/orders-enricher', '');
    const answer = (status: number, body: unknown) => {
      response.writeHead(status, { 'Content-Type': 'application/json' });
      response.end(JSON.stringify(body));
    };
    const presented = () =>
      pulls.map(({ head }, index) => ({
        number: index + 1,
        html_url: `http://${request.headers.host}/flink/orders-enricher/pulls/${
          index + 1
        }`,
        head: { ref: head },
      }));
    if (route === '') {
      answer(200, { default_branch: 'main' });
    } else if (route.startsWith('/branches/')) {
      const branch = decodeURIComponent(route.slice('/branches/'.length));
      const has = git('branch', '--list', branch) !== '';
      answer(has ? 200 : 404, {});
    } else if (request.method === 'POST') {
      pulls.push(JSON.parse((await bodyOf(request)).toString('utf8')));
      answer(201, presented().at(-1));
    } else {
      answer(200, presented());
    }

    async function serveGit(
      incoming: IncomingMessage,
      path: string,
      query: string,
    ) {
      const body = await bodyOf(incoming);
      const backend = spawn('git', ['http-backend'], {
        env: {
          ...process.env,
          GIT_PROJECT_ROOT: folder,
          GIT_HTTP_EXPORT_ALL: '1',
          PATH_INFO: path,
          QUERY_STRING: query.slice(1),
          REQUEST_METHOD: incoming.method,
          CONTENT_TYPE: incoming.headers['content-type'] ?? '',
          CONTENT_LENGTH: String(body.length),
          REMOTE_USER: 'scaffolder',
        },
      });
      // A backend that wants no body closes its end, perhaps before it is given none.
      backend.stdin.on('error', () => {});
      backend.stdin.end(body);
      const output = await bodyOf(backend.stdout);
      const end = output.indexOf('\r\n\r\n');
      const headers = output
        .subarray(0, end)
        .toString('utf8')
        .split('\r\n')
        .map(line => line.split(': ') as [string, string]);
      const status = headers.find(([name]) => name === 'Status')?.[1] ?? '200';
      response.writeHead(
        Number(status.slice(0, 3)),
        Object.fromEntries(headers.filter(([name]) => name !== 'Status')),
      );
      response.end(output.subarray(end + 4));
    }
  });
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    pulls,
    git,
    close: () =>
      new Promise((resolve, reject) => {
        server.closeAllConnections();
        server.close(error => (error ? reject(error) : resolve()));
      }),
  };
}

async function bodyOf(stream: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) {
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
