import {
  createServer,
  request as forward,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout } from 'node:timers/promises';

/** What happens to the next call of an operation. */
export type Fault =
  /** Turned away before it takes effect, as AWS does. */
  | 'throttle'
  /** Fails before it takes effect. */
  | '500-before'
  /** Takes effect, and then the answer says it failed. */
  | '500-after'
  | '503-after'
  /** Takes effect, and the connection breaks before the answer. */
  | 'drop-after'
  /** The connection breaks and the far side never saw it. */
  | 'drop-before'
  /** Takes effect, and the answer comes too late. */
  | 'late'
  /** Takes effect, and the answer is no JSON. */
  | 'garbage-after'
  | 'denied'
  /** The answer of AWS when somebody was faster. */
  | 'conflict'
  /** Refused for its status. */
  | 'in-use';

const ERRORS: Readonly<
  Partial<Record<Fault, { status: number; type: string; message: string }>>
> = {
  throttle: {
    status: 400,
    type: 'ThrottlingException',
    message: 'Rate exceeded',
  },
  '500-before': { status: 500, type: 'InternalFailure', message: 'internal' },
  '500-after': { status: 500, type: 'InternalFailure', message: 'internal' },
  '503-after': {
    status: 503,
    type: 'ServiceUnavailableException',
    message: 'unavailable',
  },
  conflict: {
    status: 400,
    type: 'ConcurrentModificationException',
    message: 'The application was changed since the token was read',
  },
  'in-use': {
    status: 400,
    type: 'ResourceInUseException',
    message: 'Application is not available for this operation',
  },
};

/** Stands between a client and a far side, and makes calls go wrong in chosen ways. */
export class FaultProxy {
  readonly #server: Server;
  readonly #faults: Array<{ operation: string; fault: Fault }> = [];
  /** Calls the client made, and those that reached the far side, by operation. */
  readonly made: string[] = [];
  readonly reached: string[] = [];
  /** How long `late` answers take, ms. */
  lateMs = 1_500;

  constructor(private readonly target: string) {
    this.#server = createServer((incoming, outgoing) => {
      this.#answer(incoming, outgoing).catch(() => outgoing.destroy());
    });
  }

  async start(): Promise<string> {
    await new Promise<void>(done => this.#server.listen(0, '127.0.0.1', done));
    const { port } = this.#server.address() as AddressInfo;
    return `http://127.0.0.1:${port}`;
  }

  async stop(): Promise<void> {
    await new Promise<void>(done => {
      this.#server.close(() => done());
      this.#server.closeAllConnections();
    });
  }

  /** The next calls of the operation go wrong, one fault each. */
  next(operation: string, ...faults: Fault[]): void {
    this.#faults.push(...faults.map(fault => ({ operation, fault })));
  }

  async #answer(
    incoming: IncomingMessage,
    outgoing: ServerResponse,
  ): Promise<void> {
    const operation = String(incoming.headers['x-amz-target']).split('.')[1];
    const body = await readAll(incoming);
    this.made.push(operation);
    const index = this.#faults.findIndex(one => one.operation === operation);
    const fault =
      index < 0 ? undefined : this.#faults.splice(index, 1)[0].fault;
    switch (fault) {
      case 'throttle':
      case '500-before':
      case 'conflict':
      case 'in-use':
        this.#refuse(outgoing, fault);
        return;
      case 'denied':
        send(outgoing, 400, {
          __type: 'AccessDeniedException',
          message: `User: arn:aws:sts::111122223333:assumed-role/flink-portal/portal is not authorized to perform: kinesisanalytics:${operation} because no identity-based policy allows it`,
        });
        return;
      case 'drop-before':
        incoming.socket.destroy();
        return;
      default:
    }
    this.reached.push(operation);
    const answer = await this.#forward(incoming, body);
    switch (fault) {
      case '500-after':
      case '503-after':
        this.#refuse(outgoing, fault);
        return;
      case 'drop-after':
        incoming.socket.destroy();
        return;
      case 'garbage-after':
        outgoing.writeHead(200, {
          'content-type': 'application/x-amz-json-1.1',
        });
        outgoing.end('<html>');
        return;
      case 'late':
        await setTimeout(this.lateMs);
        break;
      default:
    }
    outgoing.writeHead(answer.status, answer.headers);
    outgoing.end(answer.body);
  }

  #refuse(outgoing: ServerResponse, fault: Fault): void {
    const { status, type, message } = ERRORS[fault]!;
    send(outgoing, status, { __type: type, message });
  }

  async #forward(incoming: IncomingMessage, body: Buffer) {
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      const outgoing = forward(
        this.target,
        { method: incoming.method, headers: incoming.headers },
        resolve,
      );
      outgoing.on('error', reject);
      outgoing.end(body);
    });
    return {
      status: answer.statusCode ?? 500,
      headers: answer.headers,
      body: await readAll(answer),
    };
  }
}

function send(outgoing: ServerResponse, status: number, body: object): void {
  outgoing.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' });
  outgoing.end(JSON.stringify(body));
}

async function readAll(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) {
    chunks.push(Buffer.from(chunk));
  }
  return Buffer.concat(chunks);
}
