import { AwsError } from './awsError';

/** One page of a list and the token of the next; tokens are the base64 of an offset. */
export function pageOf<T>(
  all: readonly T[],
  limit: number,
  token: string | undefined,
  invalidToken = 'InvalidArgumentException',
): { items: T[]; nextToken?: string } {
  const offset = token === undefined ? 0 : offsetOf(token, invalidToken);
  const items = all.slice(offset, offset + limit);
  const next = offset + items.length;
  return {
    items,
    nextToken: next < all.length ? tokenOf(next) : undefined,
  };
}

/** A token for an offset. */
export function tokenOf(offset: number): string {
  return Buffer.from(`offset:${offset}`).toString('base64url');
}

/** The offset of a token. @throws AwsError with the given code when it is not ours. */
export function offsetOf(token: string, code: string): number {
  const offset = /^offset:(\d+)$/.exec(
    Buffer.from(token, 'base64url').toString('utf8'),
  );
  if (!offset) {
    throw new AwsError(code, 'The specified nextToken is invalid.');
  }
  return Number(offset[1]);
}
