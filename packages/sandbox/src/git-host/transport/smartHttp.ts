import { spawn } from 'node:child_process';
import type { RequestHandler } from 'express';
import { gitEnvironment } from '../repositories/git';
import type { RepositoryStore } from '../repositories/RepositoryStore';
import { isSignedIn, type GitCredentials } from './credentials';

const ENDPOINT =
  /^\/([^/]+)\/([^/]+?)(?:\.git)?\/(info\/refs|git-upload-pack|git-receive-pack)$/;
const END_OF_HEADERS = '\r\n\r\n';

/**
 * Git's own smart HTTP protocol, spoken by git itself: `git http-backend` as CGI. What is pushed is noticed
 * before the pusher hears that it was taken.
 */
export function smartHttp(
  store: RepositoryStore,
  credentials: GitCredentials,
): RequestHandler {
  return (request, response, next) => {
    const match = ENDPOINT.exec(request.path);
    if (!match) {
      next();
      return;
    }
    const [, owner, name, service] = match;
    const repository = store.find(owner, name);
    const signedIn = isSignedIn(request, credentials);
    const writes =
      service === 'git-receive-pack' ||
      request.query.service === 'git-receive-pack';
    if ((writes || !repository || repository.isPrivate) && !signedIn) {
      response
        .status(401)
        .set('www-authenticate', 'Basic realm="Gitea"')
        .send('Sign in to do this.\n');
      return;
    }
    if (!repository) {
      response.status(404).send(`There is no repository ${owner}/${name}.\n`);
      return;
    }
    const header = (key: string) => String(request.headers[key] ?? '');
    const child = spawn('git', ['http-backend'], {
      env: gitEnvironment({
        GIT_PROJECT_ROOT: store.folder,
        GIT_HTTP_EXPORT_ALL: '1',
        PATH_INFO: `/${owner}/${name}.git/${service}`,
        REQUEST_METHOD: request.method,
        QUERY_STRING: request.originalUrl.split('?')[1] ?? '',
        CONTENT_TYPE: header('content-type'),
        ...(request.headers['content-length']
          ? { CONTENT_LENGTH: header('content-length') }
          : {}),
        HTTP_CONTENT_ENCODING: header('content-encoding'),
        GIT_PROTOCOL: header('git-protocol'),
        ...(signedIn ? { REMOTE_USER: credentials.username } : {}),
        REMOTE_ADDR: '127.0.0.1',
      }),
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    const output: Buffer[] = [];
    const complaints: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => complaints.push(chunk));
    // A backend that refuses before it has read everything answers all the same.
    child.stdin.on('error', () => {});
    request.pipe(child.stdin);
    response.on('close', () => child.kill());
    child.once('error', next);
    child.once('close', () => {
      const whole = Buffer.concat(output);
      const end = whole.indexOf(END_OF_HEADERS);
      if (end < 0) {
        next(
          new Error(
            `git http-backend gave no answer: ${Buffer.concat(complaints)}`,
          ),
        );
        return;
      }
      const noticed =
        service === 'git-receive-pack'
          ? store.noticePush(repository)
          : Promise.resolve();
      noticed.then(() => {
        for (const line of whole.subarray(0, end).toString().split('\r\n')) {
          const [key, ...value] = line.split(':');
          if (key === 'Status') {
            response.status(parseInt(value.join(':'), 10));
          } else {
            response.setHeader(key, value.join(':').trim());
          }
        }
        response.end(whole.subarray(end + END_OF_HEADERS.length));
      }, next);
    });
  };
}
