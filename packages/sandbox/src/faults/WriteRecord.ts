import type { FaultKind, FaultTarget } from './Fault';

/** A call that reached a far side and changed something there. @public */
export interface Write {
  readonly target: FaultTarget;
  /** As in a fault: `StopApplication`, `PATCH flinkdeployments`. */
  readonly operation: string;
  /** The application's name; on Kubernetes the object's path without its kind, `payments/ledger`. */
  readonly subject: string;
  /** Epoch ms on the world's clock. */
  readonly atMs: number;
  /** What its caller did not get to know, if anything. */
  readonly fault?: FaultKind;
}

/** Everything that took effect since the start, whatever its caller was told, oldest first. @public */
export class WriteRecord {
  readonly #writes: Write[] = [];

  add(write: Write): void {
    this.#writes.push(write);
  }

  all(): readonly Write[] {
    return this.#writes;
  }
}
