import { z } from 'zod';

/** Outcomes as they are asked for. */
export const outcomeRequest = z.strictObject({
  /** The application's name; on Kubernetes `<namespace>/<name>`. */
  application: z.string().min(1),
  /**
   * `fails`: what is changed next does not come up, or the snapshot that is taken next is not completed.
   * `rolledBack`: the same, and the service goes back to the version before.
   */
  outcome: z.enum(['fails', 'rolledBack']),
  /** How many changes in a row end so. */
  times: z.number().int().min(1).max(1_000).default(1),
});

/** How the next changes of an application end. @public */
export type OutcomeRequest = z.input<typeof outcomeRequest>;

/** How a change ends otherwise than well. @public */
export type BadOutcome = OutcomeRequest['outcome'];

/** How what people do next will end, where that is not well. @public */
export class PlannedOutcomes {
  #waiting: z.output<typeof outcomeRequest>[] = [];

  /** @throws ZodError when it makes no sense */
  add(request: OutcomeRequest): void {
    this.#waiting.push(outcomeRequest.parse(request));
  }

  /** Lets everything end well again. */
  clear(): void {
    this.#waiting = [];
  }

  /** How the change that begins now ends; undefined when it ends well. */
  take(application: string): BadOutcome | undefined {
    const index = this.#waiting.findIndex(
      one => one.application === application,
    );
    if (index < 0) {
      return undefined;
    }
    const found = this.#waiting[index];
    this.#waiting =
      found.times > 1
        ? this.#waiting.with(index, { ...found, times: found.times - 1 })
        : this.#waiting.toSpliced(index, 1);
    return found.outcome;
  }
}
