/**
 * The application id at the end of a path. The router's own parameters are decoded in a way that
 * turns an encoded slash inside an id into a slash between its parts, so the path is read here.
 *
 * @returns `undefined` when the path has no readable id.
 */
export function applicationIdInPath(pathname: string): string | undefined {
  const match = /\/applications\/([^/]+)\/?$/.exec(pathname);
  try {
    return match ? decodeURIComponent(match[1]) : undefined;
  } catch (error) {
    if (error instanceof URIError) {
      return undefined;
    }
    throw error;
  }
}
