import { createServer, type IncomingMessage, type Server } from 'node:http';
import { z } from 'zod';
import type { FaultPlan } from './faults/FaultPlan';
import type { Write } from './faults/WriteRecord';
import type { PlannedOutcomes, SystemClock } from './world';
import { outcomeRequest } from './world';
import { faultRequest } from './faults/Fault';

/** What the control listener can see and move. */
export interface Controlled {
  readonly clock: SystemClock;
  /** Requests so far, by service and operation. */
  calls(): Record<string, Record<string, number>>;
  readonly faults: FaultPlan;
  readonly outcomes: PlannedOutcomes;
  /** What took effect so far, whatever its caller was told. */
  writes(): readonly Write[];
  /** Lets everything that looks at the world from time to time look now. */
  lookAgain(): void;
}

const moveClock = z
  .strictObject({
    advanceMs: z.number().optional(),
    setMs: z.number().optional(),
  })
  .refine(
    move => (move.advanceMs === undefined) !== (move.setMs === undefined),
    'give exactly one of advanceMs and setMs',
  );

/**
 * `GET /healthz`, `GET` and `POST /clock`, `GET /calls`, `GET /writes`; `GET`, `POST` and `DELETE /faults`;
 * `POST` and `DELETE /outcomes`.
 */
export function createControl(controlled: Controlled): Server {
  return createServer((request, response) => {
    const send = (status: number, body: unknown) => {
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(body));
    };
    answer(controlled, request).then(
      ({ status, body }) => send(status, body),
      (error: unknown) => send(400, { error: String(error) }),
    );
  });
}

async function answer(controlled: Controlled, request: IncomingMessage) {
  const { clock } = controlled;
  const now = () => ({
    nowMs: clock.now(),
    now: new Date(clock.now()).toISOString(),
  });
  const path = new URL(request.url ?? '/', 'http://control').pathname;
  switch (`${request.method} ${path}`) {
    case 'GET /healthz':
      return { status: 200, body: { status: 'ok' } };
    case 'GET /clock':
      return { status: 200, body: now() };
    case 'POST /clock': {
      const move = moveClock.parse(JSON.parse(await bodyOf(request)));
      if (move.setMs !== undefined) {
        clock.set(move.setMs);
      }
      clock.advance(move.advanceMs ?? 0);
      controlled.lookAgain();
      return { status: 200, body: now() };
    }
    case 'GET /calls':
      return { status: 200, body: controlled.calls() };
    case 'GET /writes':
      return { status: 200, body: controlled.writes() };
    case 'GET /faults':
      return { status: 200, body: controlled.faults.waiting() };
    case 'POST /faults': {
      const planned = controlled.faults.add(
        faultRequest.parse(JSON.parse(await bodyOf(request))),
      );
      return { status: 201, body: planned };
    }
    case 'DELETE /faults':
      controlled.faults.clear();
      return { status: 200, body: [] };
    case 'POST /outcomes': {
      const outcome = outcomeRequest.parse(JSON.parse(await bodyOf(request)));
      controlled.outcomes.add(outcome);
      return { status: 201, body: outcome };
    }
    case 'DELETE /outcomes':
      controlled.outcomes.clear();
      return { status: 200, body: [] };
    default:
      return {
        status: 404,
        body: {
          error:
            'There are /healthz, /clock, /calls, /writes, /faults and /outcomes',
        },
      };
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = '';
  request.setEncoding('utf8');
  for await (const chunk of request) {
    body += chunk;
  }
  return body;
}
