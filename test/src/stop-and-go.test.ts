import { connect, createServer, type Server, type Socket } from 'node:net';
import { startSandbox, type Sandbox } from '@flink-portal/sandbox';
import {
  startPortalBackend,
  type PortalBackend,
} from './portal/startPortalBackend';
import { until } from './portal/until';

jest.setTimeout(240_000);

const PROD = 'managed:111122223333/eu-west-1';
const MANAGED = `${PROD}/consent-filter`;
const ON_KUBERNETES = 'kubernetes:eks-prod-eu/web/search-clicks';

/** A network path that can be cut and mended. */
class Path {
  private readonly open = new Set<Socket>();
  private readonly server: Server;
  private cut = false;

  constructor(farPort: number) {
    this.server = createServer(near => {
      if (this.cut) {
        near.destroy();
        return;
      }
      const far = connect(farPort, '127.0.0.1');
      for (const [socket, other] of [
        [near, far],
        [far, near],
      ]) {
        this.open.add(socket);
        socket.on('error', () => other.destroy());
        socket.on('close', () => this.open.delete(socket));
        socket.pipe(other);
      }
    });
  }

  listen(): Promise<number> {
    return new Promise(resolve =>
      this.server.listen(0, '127.0.0.1', () => {
        const address = this.server.address();
        resolve(typeof address === 'object' && address ? address.port : 0);
      }),
    );
  }

  goDown(): void {
    this.cut = true;
    this.open.forEach(socket => socket.destroy());
  }

  comeBack(): void {
    this.cut = false;
  }

  close(): void {
    this.goDown();
    this.server.close();
  }
}

let sandbox: Sandbox;
let path: Path;
let portal: PortalBackend;

const verdictOf = (id: string, wanted: string) =>
  until(
    () =>
      portal
        .fleet()
        .then(fleet => fleet.find(application => application.id === id)),
    found => found?.verdict === wanted,
    90_000,
  );

beforeAll(async () => {
  sandbox = await startSandbox();
  path = new Path(sandbox.ports.aws);
  portal = await startPortalBackend({
    sandbox: { ...sandbox.ports, aws: await path.listen() },
    config: {
      flink: {
        schedule: {
          initialDelay: { milliseconds: 100 },
          stale: { seconds: 2 },
        },
        aws: {
          accounts: [{ accountId: '111122223333', regions: ['eu-west-1'] }],
          pollInterval: { seconds: 5 },
        },
      },
    },
  });
  await verdictOf(MANAGED, 'Healthy');
  await verdictOf(ON_KUBERNETES, 'Healthy');
});

afterAll(async () => {
  await portal?.stop();
  path?.close();
  await sandbox?.close();
});

describe('an account that cannot be reached any more', () => {
  beforeAll(() => path.goDown());

  it('makes its applications Unknown, with the reason and the last good state', async () => {
    const seen = await verdictOf(MANAGED, 'Unknown');

    expect(seen?.topFinding?.ruleId).toBe('unreadable');
    expect(seen?.topFinding?.message).toMatch(/Last read .* ago/);
    expect(seen?.state[0].value).toBe('RUNNING');
    expect(seen?.observedAt).toBeDefined();
  });

  it('is a failing source that says why and when it is tried again', async () => {
    const sources = await portal.sources();

    expect(sources.find(({ id }) => id === PROD)).toMatchObject({
      status: 'failing',
      applications: 7,
      error: { reason: 'unreachable' },
      nextTryAt: expect.any(String),
    });
  });

  it('leaves the clusters as they are', async () => {
    const seen = await verdictOf(ON_KUBERNETES, 'Healthy');

    expect(seen?.unreadable).toEqual([]);
  });

  it('recovers when it answers again', async () => {
    path.comeBack();
    const seen = await verdictOf(MANAGED, 'Healthy');

    expect(seen?.unreadable).toEqual([]);
  });
});
