import { timingSafeEqual } from 'node:crypto';
import type { Request, RequestHandler } from 'express';

/** The one account of the host. Its password serves as its token too. */
export interface GitCredentials {
  readonly username: string;
  readonly password: string;
}

function same(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** True when a request carries the account's password or token; anonymous requests read public repositories. */
export function isSignedIn(
  { headers }: Request,
  { username, password }: GitCredentials,
): boolean {
  const [scheme, value = ''] = (headers.authorization ?? '').split(' ', 2);
  switch (scheme.toLowerCase()) {
    case 'basic': {
      const [name, ...rest] = Buffer.from(value, 'base64')
        .toString('utf8')
        .split(':');
      return same(name, username) && same(rest.join(':'), password);
    }
    case 'token':
    case 'bearer':
      return same(value, password);
    default:
      return false;
  }
}

/** Answers 401 to whoever is not signed in. */
export function signedInOnly(credentials: GitCredentials): RequestHandler {
  return (request, response, next) => {
    if (isSignedIn(request, credentials)) {
      next();
      return;
    }
    response
      .status(401)
      .set('www-authenticate', 'Basic realm="Gitea"')
      .json({ message: 'user or password is wrong, or missing' });
  };
}
