import { createServer } from 'node:http';
import { FlinkRest } from './flink-cluster';

/** A standalone JobManager's REST endpoint. */
export interface FlinkRestListener {
  url: string;
  port: number;
  close(): Promise<void>;
}

/** Serves a JobManager's REST API on a port of its own, as self-hosted clusters do. */
export async function serveFlinkRest(
  rest: FlinkRest,
  options: { port: number; host?: string },
): Promise<FlinkRestListener> {
  const host = options.host ?? '127.0.0.1';
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    const url = new URL(request.url ?? '/', 'http://flink');
    let answer;
    try {
      answer = rest.handle({
        method: request.method ?? 'GET',
        path: url.pathname,
        query: url.searchParams,
        body: Buffer.concat(chunks).toString('utf8'),
      });
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error);
      answer = {
        status: 500,
        body: { errors: [`Internal server error: ${text}`] },
      };
    }
    response.writeHead(answer.status, {
      'Content-Type': 'application/json; charset=UTF-8',
    });
    response.end(JSON.stringify(answer.body));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, host, resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') {
    throw new Error('The JobManager listens on no TCP port');
  }
  return {
    url: `http://${host}:${address.port}`,
    port: address.port,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
