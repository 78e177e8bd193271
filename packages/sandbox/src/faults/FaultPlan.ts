import {
  faultRequest,
  type FaultRequest,
  type FaultTarget,
  type PlannedFault,
} from './Fault';

/** The faults that wait for their calls, oldest first. @public */
export class FaultPlan {
  #waiting: PlannedFault[] = [];

  /**
   * Lets the next calls of an operation go wrong, after those that were added before.
   *
   * @throws ZodError when it makes no sense
   */
  add(request: FaultRequest): PlannedFault {
    const planned = faultRequest.parse(request);
    this.#waiting.push(planned);
    return planned;
  }

  /** Lets everything go right again. */
  clear(): void {
    this.#waiting = [];
  }

  /** What still waits for its call. */
  waiting(): readonly PlannedFault[] {
    return this.#waiting;
  }

  /** What happens to this call; each fault as often as it was asked for. */
  take(target: FaultTarget, operation: string): PlannedFault | undefined {
    const index = this.#waiting.findIndex(
      one => one.target === target && one.operation === operation,
    );
    if (index < 0) {
      return undefined;
    }
    const fault = this.#waiting[index];
    this.#waiting =
      fault.times > 1
        ? this.#waiting.with(index, { ...fault, times: fault.times - 1 })
        : this.#waiting.toSpliced(index, 1);
    return fault;
  }
}
