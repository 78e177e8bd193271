import type {
  IncomingMessage,
  RequestListener,
  ServerResponse,
} from 'node:http';
import { setTimeout } from 'node:timers/promises';
import type { FarSide, WrongAnswer } from './FarSide';
import type { FaultKind, FaultTarget, PlannedFault } from './Fault';
import type { FaultPlan } from './FaultPlan';
import { holdAnswer, type HeldAnswer } from './holdAnswer';
import type { WriteRecord } from './WriteRecord';

const AFTER_EFFECT: readonly FaultKind[] = [
  'serverErrorAfterEffect',
  'timeoutAfterEffect',
  'dropAfterEffect',
];

/** What stands between a listener and its callers. */
export interface Interference {
  readonly target: FaultTarget;
  readonly farSide: FarSide;
  readonly faults: FaultPlan;
  readonly writes: WriteRecord;
  readonly nowMs: () => number;
}

/** A listener whose calls go wrong as planned, and whose effects are written down whatever is answered. */
export function withFaults(
  listener: RequestListener,
  { target, farSide, faults, writes, nowMs }: Interference,
): RequestListener {
  return (request, response) => {
    const operation = farSide.operationOf(request);
    const fault = faults.take(target, operation);
    const wrongAnswer = (kind: FaultKind) => farSide.answerOf(kind, request);
    if (fault && !AFTER_EFFECT.includes(fault.fault)) {
      request.resume();
      failAtOnce(response, fault, wrongAnswer);
      return;
    }
    const changes = farSide.changes(operation);
    if (!changes && !fault) {
      listener(request, response);
      return;
    }
    const body = copyOf(request);
    holdAnswer(response, answer => {
      if (changes && answer.status < 300) {
        writes.add({
          target,
          operation,
          subject: farSide.subjectOf(request, body()),
          atMs: nowMs(),
          ...(fault ? { fault: fault.fault } : {}),
        });
      }
      if (fault) {
        failAfterwards(response, fault, answer, wrongAnswer);
      } else {
        answer.send();
      }
    });
    listener(request, response);
  };
}

/** What a request carries, read beside the listener that reads it too. */
function copyOf(request: IncomingMessage): () => string {
  const chunks: Buffer[] = [];
  request.on('data', chunk => chunks.push(Buffer.from(chunk)));
  // Nothing may arrive before the listener listens.
  request.pause();
  return () => Buffer.concat(chunks).toString('utf8');
}

function failAtOnce(
  response: ServerResponse,
  { fault, delayMs }: PlannedFault,
  wrongAnswer: (kind: FaultKind) => WrongAnswer,
): void {
  if (fault === 'dropBefore') {
    response.destroy();
  } else if (fault === 'timeoutBefore') {
    setTimeout(delayMs, undefined, { ref: false }).then(() =>
      response.destroy(),
    );
  } else {
    send(response, wrongAnswer(fault));
  }
}

function failAfterwards(
  response: ServerResponse,
  { fault, delayMs }: PlannedFault,
  answer: HeldAnswer,
  wrongAnswer: (kind: FaultKind) => WrongAnswer,
): void {
  if (fault === 'dropAfterEffect') {
    response.destroy();
  } else if (fault === 'timeoutAfterEffect') {
    setTimeout(delayMs, undefined, { ref: false }).then(() => answer.send());
  } else {
    send(response, wrongAnswer(fault));
  }
}

function send(response: ServerResponse, answer: WrongAnswer): void {
  response.writeHead(answer.status, answer.headers);
  response.end(JSON.stringify(answer.body));
}
