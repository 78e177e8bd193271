import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { flinkApi } from '@flink-portal/backstage-plugin-flink-common';
import { startSandbox, type Sandbox } from '@flink-portal/sandbox';
import {
  startPortalBackend,
  type PortalBackend,
} from '../portal/startPortalBackend';
import { until } from '../portal/until';
import { ActionClient } from './ActionClient';
import {
  applicationIdOf,
  callOf,
  farSideNameOf,
  faultOf,
  nameOf,
  outcomeOf,
  requestOf,
  targetOf,
  type Case,
} from './table/Case';
import { CASES } from './table/cases';
import { tableOf } from './table/document';
import { prepare, snapshotOf } from './table/prepare';

jest.setTimeout(1_200_000);

const HOUR_MS = 3_600_000;
/** More than any change on the far side takes, in steps a follower sees. */
const FAR_SIDE_STEPS = 40;
const FAR_SIDE_STEP_MS = 15_000;
// eslint-disable-next-line no-restricted-syntax -- tests are never built
const DOCUMENT = resolve(__dirname, '../../../docs/actions.md');

/** Sent, with what was there before. */
interface Sent {
  readonly one: Case;
  readonly action: flinkApi.Action;
  readonly writesBefore: number;
  readonly subject: string;
}

const wanted = process.env.ONLY_CASES
  ? CASES.filter(one =>
      new RegExp(process.env.ONLY_CASES!).test(
        `${one.runtime} ${one.kind} ${one.trouble}`,
      ),
    )
  : CASES;

describe('every action under every trouble, through the whole portal', () => {
  const folder = mkdtempSync(join(tmpdir(), 'portal-db-'));
  let sandbox: Sandbox;
  let portal: PortalBackend;
  const ended = new Map<Case, flinkApi.Action | Error>();
  const effects = new Map<Case, number>();

  const start = () =>
    startPortalBackend({
      sandbox: sandbox.ports,
      config: {
        backend: {
          database: {
            client: 'better-sqlite3',
            connection: { directory: folder },
          },
        },
        flink: {
          schedule: { initialDelay: { milliseconds: 100 } },
          aws: {
            accounts: [{ accountId: '111122223333', regions: ['us-east-1'] }],
            metrics: { enabled: false },
          },
          lifecycle: { approvals: [] },
        },
      },
    });
  const client = (one: Case) => new ActionClient(portal, applicationIdOf(one));

  const send = async (one: Case): Promise<Sent> => {
    const snapshotName = await snapshotOf(sandbox, one);
    const plan = await client(one).plan(requestOf(one, snapshotName));
    if (!plan.allowed) {
      throw new Error(`not allowed: ${plan.refusal}`);
    }
    const outcome = outcomeOf(one);
    if (outcome) {
      sandbox.world.outcomes.add({ application: farSideNameOf(one), outcome });
    }
    const fault = faultOf(one);
    if (fault) {
      sandbox.faults.add({
        target: targetOf(one),
        operation: callOf(one),
        fault,
        delayMs: 90_000,
      });
    }
    const writesBefore = sandbox.writes().length;
    const confirmation = {
      typedName: plan.needs.typedName,
      reason: 'Every fault',
      idempotencyKey: randomUUID(),
    };
    const action = await client(one).start(plan, confirmation);
    if (one.trouble === 'threeClicks') {
      await Promise.all([
        client(one).tryStart(plan, confirmation),
        client(one).tryStart(plan, {
          ...confirmation,
          idempotencyKey: randomUUID(),
        }),
      ]);
    }
    // Faults belong to operations: the next case begins when this one met its own.
    await until(
      async () => sandbox.faults.waiting().length,
      waiting => waiting === 0,
      60_000,
    );
    const subject =
      one.kind === 'deleteSnapshot' && one.runtime === 'kubernetes'
        ? `web/${snapshotName}`
        : farSideNameOf(one);
    return { one, action, writesBefore, subject };
  };

  const effectsOf = ({ one, writesBefore, subject }: Sent) =>
    sandbox
      .writes()
      .slice(writesBefore)
      .filter(
        write =>
          write.target === targetOf(one) &&
          write.operation === callOf(one) &&
          write.subject === subject,
      ).length;

  beforeAll(async () => {
    sandbox = await startSandbox({ startTimeMs: Date.now() - HOUR_MS });
    await prepare(sandbox, wanted);
    sandbox.clock.set(Date.now());
    portal = await start();
    await until(
      () => portal.fleet(),
      fleet => {
        const known = new Set(fleet.map(({ id }) => id));
        return wanted.every(one => known.has(applicationIdOf(one)));
      },
      180_000,
      2_000,
    );
    const sent: Sent[] = [];
    const killedLast = [...wanted].sort(
      (left, right) =>
        Number(left.trouble === 'killed') - Number(right.trouble === 'killed'),
    );
    for (const one of killedLast) {
      try {
        sent.push(await send(one));
      } catch (error) {
        ended.set(one, new Error(String(error)));
        sandbox.faults.clear();
      }
    }
    // Whatever is still underway, and not the last ones only, has to survive this.
    process.kill(portal.pid, 'SIGKILL');
    await portal.stop();
    portal = await start();
    let hurrying = true;
    const hurry = (async () => {
      for (let step = 0; step < FAR_SIDE_STEPS && hurrying; step += 1) {
        sandbox.clock.advance(FAR_SIDE_STEP_MS);
        await new Promise(done => setTimeout(done, 2_000));
      }
    })();
    await Promise.all(
      sent.map(async one => {
        try {
          ended.set(
            one.one,
            await client(one.one).outcome(one.action.id, 420_000),
          );
        } catch (error) {
          ended.set(one.one, new Error(String(error)));
        }
        effects.set(one.one, effectsOf(one));
      }),
    );
    hurrying = false;
    await hurry;
    if (process.env.PRINT_CASES) {
      const lines = wanted.map(one => {
        const end = ended.get(one);
        return end instanceof Error
          ? `${nameOf(one)} ${one.runtime} ERROR ${end.message.slice(0, 400)}`
          : `${nameOf(one)} ${one.runtime} ${end?.status} (${effects.get(
              one,
            )}) expected ${one.ends} (${one.effects}): ${end?.message}`;
      });
      writeFileSync(process.env.PRINT_CASES, lines.join('\n'));
    }
  });

  afterAll(async () => {
    await portal?.stop();
    await sandbox?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it.each(wanted)(
    '$runtime: $kind, $trouble: $ends with $effects effect',
    one => {
      const action = ended.get(one);
      if (action instanceof Error || !action) {
        throw action ?? new Error('it was never sent');
      }
      expect({
        ends: action.status,
        effects: effects.get(one),
        message: action.message,
      }).toEqual({
        ends: one.ends,
        effects: one.effects,
        message: expect.any(String),
      });
    },
  );

  it('never says that something was done that was not, nor the other way round', () => {
    const wrong = [...ended].filter(([one, action]) => {
      const took = effects.get(one);
      return (
        !(action instanceof Error) &&
        (took === undefined ||
          took > 1 ||
          (action.status === 'succeeded' && took !== 1) ||
          (action.status === 'notSent' && took !== 0))
      );
    });
    expect(wrong.map(([one]) => nameOf(one))).toEqual([]);
  });
});

describe('docs/actions.md', () => {
  const BEGIN = '<!-- begin: faults and actions -->';
  const END = '<!-- end: faults and actions -->';

  it('has the table of these cases', () => {
    const text = readFileSync(DOCUMENT, 'utf8');
    const [head, rest] = text.split(BEGIN);
    const tail = rest.split(END)[1];
    const now = `${head}${BEGIN}\n\n${tableOf(CASES)}\n\n${END}${tail}`;
    if (process.env.WRITE_DOCS) {
      writeFileSync(DOCUMENT, now);
    }
    const plain = (markdown: string) => markdown.replace(/[ -]+/g, ' ');
    expect(plain(text)).toBe(plain(now));
  });
});
