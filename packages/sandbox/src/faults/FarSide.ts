import type { IncomingMessage } from 'node:http';
import type { FaultKind } from './Fault';

/** An answer that says a call failed. */
export interface WrongAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: object;
}

/** How one kind of service names its calls and words its errors. */
export interface FarSide {
  /** The operation a request asks for, as a fault names it. */
  operationOf(request: IncomingMessage): string;
  /** True when the operation changes something once it succeeds. */
  changes(operation: string): boolean;
  /** Whom the request is about. */
  subjectOf(request: IncomingMessage, body: string): string;
  /** The service's own words for a fault. */
  answerOf(kind: FaultKind, request: IncomingMessage): WrongAnswer;
}
