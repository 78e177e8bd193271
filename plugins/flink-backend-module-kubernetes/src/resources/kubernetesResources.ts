import { z } from 'zod';
import { isoTime, listOf, number, optional, text } from './lenient';
import { objectMetaSchema } from './objectMeta';

const terminatedSchema = optional(
  z.object({ reason: text, exitCode: number, finishedAt: isoTime }),
);

const containerStatusSchema = z.object({
  name: text,
  ready: z.boolean().nullish().catch(undefined),
  restartCount: number.transform(value => value ?? 0),
  state: optional(
    z.object({
      waiting: optional(z.object({ reason: text, message: text })),
      terminated: terminatedSchema,
    }),
  ),
  lastState: optional(z.object({ terminated: terminatedSchema })),
});

/** A pod, as far as the health of a JobManager or TaskManager needs it. */
export const podSchema = z.object({
  metadata: objectMetaSchema,
  status: optional(
    z.object({
      phase: text,
      reason: text,
      conditions: listOf(
        z.object({
          type: text,
          status: text,
          reason: text,
          message: text,
          lastTransitionTime: isoTime,
        }),
      ),
      initContainerStatuses: listOf(containerStatusSchema),
      containerStatuses: listOf(containerStatusSchema),
    }),
  ),
});
/** @see podSchema */
export type Pod = z.output<typeof podSchema>;

/** A core/v1 Event. Repetitions update `count` and `lastTimestamp` of the same object. */
export const eventSchema = z
  .object({
    metadata: objectMetaSchema,
    involvedObject: z
      .object({ kind: text, namespace: text, name: text, uid: text })
      .catch({
        kind: undefined,
        namespace: undefined,
        name: undefined,
        uid: undefined,
      }),
    type: text,
    reason: text.transform(value => value ?? 'Unknown'),
    message: text.transform(value => value ?? ''),
    count: number.transform(value => value ?? 1),
    firstTimestamp: isoTime,
    lastTimestamp: isoTime,
    eventTime: isoTime,
    source: optional(z.object({ component: text })),
  })
  .transform(event => ({
    ...event,
    // Events of the newer API have only eventTime.
    atMs:
      event.lastTimestamp ??
      event.eventTime ??
      event.firstTimestamp ??
      event.metadata.creationTimestamp ??
      0,
    firstAtMs:
      event.firstTimestamp ??
      event.eventTime ??
      event.lastTimestamp ??
      event.metadata.creationTimestamp ??
      0,
  }));
/** @see eventSchema */
export type KubernetesEvent = z.output<typeof eventSchema>;
