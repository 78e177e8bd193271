import { Socket, createServer } from 'node:net';

/** A cluster that accepts connections and never says a word. */
export interface SilentApi {
  url: string;
  port: number;
  close(): Promise<void>;
}

/** Starts a listener that accepts and never answers, as a cluster behind a broken route does. */
export async function startSilentApi(options: {
  port: number;
  host?: string;
}): Promise<SilentApi> {
  const host = options.host ?? '127.0.0.1';
  const sockets = new Set<Socket>();
  const server = createServer(socket => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    socket.resume();
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, host, resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') {
    throw new Error('The silent API listens on no TCP port');
  }
  return {
    url: `http://${host}:${address.port}`,
    port: address.port,
    close: () =>
      new Promise(resolve => {
        sockets.forEach(socket => socket.destroy());
        server.close(() => resolve());
      }),
  };
}
