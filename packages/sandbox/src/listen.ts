import type { Server } from 'node:http';

/** A server that listens, and how to end it. */
export interface Listening {
  readonly url: string;
  readonly port: number;
  close(): Promise<void>;
}

/** Binds a server to 127.0.0.1. @throws Error that names the port when it is taken. */
export async function listen(
  server: Server,
  port: number,
  what: string,
): Promise<Listening> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', error =>
      reject(
        new Error(`${what} cannot listen on port ${port}: ${error.message}`),
      ),
    );
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') {
    throw new Error(`${what} listens on no TCP port`);
  }
  return {
    url: `http://127.0.0.1:${address.port}`,
    port: address.port,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
