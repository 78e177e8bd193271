import { z } from 'zod';

/* Flink's REST API, 1.15 to 2.x. Source: Flink, rest_v1_dispatcher.yml. Unknown fields are dropped. */

const count = z.number().optional().catch(undefined);
// -1 stands for "not yet" in every time of the API.
const time = z
  .number()
  .optional()
  .catch(undefined)
  .transform(value => (value !== undefined && value > 0 ? value : undefined));

export const overviewSchema = z.object({
  taskmanagers: count,
  'slots-total': count,
  'slots-available': count,
  'flink-version': z.string().optional().catch(undefined),
});
export type FlinkOverview = z.output<typeof overviewSchema>;

export const jobsOverviewSchema = z.object({
  jobs: z.array(
    z.object({
      jid: z.string(),
      name: z.string().catch(''),
      state: z.string(),
      'start-time': time,
      'end-time': time,
      'last-modification': time,
    }),
  ),
});
export type FlinkJobSummary = z.output<
  typeof jobsOverviewSchema
>['jobs'][number];

export const jobSchema = z.object({
  jid: z.string(),
  name: z.string().catch(''),
  state: z.string(),
  'start-time': time,
  'job-type': z.string().optional().catch(undefined),
  vertices: z
    .array(
      z.object({
        id: z.string(),
        name: z.string().catch(''),
        parallelism: z.number().optional().catch(undefined),
        status: z.string().optional().catch(undefined),
      }),
    )
    .catch([]),
  plan: z
    .object({
      nodes: z
        .array(
          z.object({
            id: z.string(),
            inputs: z
              .array(z.object({ id: z.string() }))
              .nullish()
              .catch(undefined),
          }),
        )
        .catch([]),
    })
    .nullish()
    .catch(undefined),
});
export type FlinkJob = z.output<typeof jobSchema>;

const checkpointSchema = z
  .object({
    trigger_timestamp: time,
    latest_ack_timestamp: time,
    failure_timestamp: time,
    end_to_end_duration: count,
    state_size: count,
    failure_message: z.string().nullish().catch(undefined),
    status: z.string().optional().catch(undefined),
  })
  .nullish()
  .catch(undefined);

export const checkpointsSchema = z.object({
  counts: z
    .object({ restored: count, completed: count, failed: count })
    .catch({}),
  latest: z
    .object({
      completed: checkpointSchema,
      failed: checkpointSchema,
      restored: z
        .object({ restore_timestamp: time })
        .nullish()
        .catch(undefined),
    })
    .nullish()
    .catch(undefined),
  /** Newest first; ten by default. */
  history: z.array(checkpointSchema).catch([]),
});
export type FlinkCheckpoints = z.output<typeof checkpointsSchema>;

const word = z.string().nullish().catch(undefined);

/** Since 1.13; the members beside it went away with 2.0. Before 1.18 no entry names a TaskManager. */
export const exceptionsSchema = z.object({
  exceptionHistory: z
    .object({
      entries: z
        .array(
          z.object({
            exceptionName: word,
            stacktrace: word,
            timestamp: time,
            taskName: word,
            taskManagerId: word,
            concurrentExceptions: z
              .array(
                z.object({
                  exceptionName: word,
                  stacktrace: word,
                  timestamp: time,
                  taskName: word,
                  taskManagerId: word,
                }),
              )
              .catch([]),
          }),
        )
        .catch([]),
      truncated: z.boolean().catch(false),
    })
    .catch({ entries: [], truncated: false }),
});
export type FlinkExceptions = z.output<typeof exceptionsSchema>;

export const checkpointConfigSchema = z.object({
  // Long.MAX_VALUE says "disabled"; JSON numbers round it.
  interval: z
    .number()
    .transform(value => (value >= 9e15 || value <= 0 ? undefined : value)),
  timeout: count,
});
export type FlinkCheckpointConfig = z.output<typeof checkpointConfigSchema>;

/** Values come as text in the plain form and as numbers in the aggregated one; "NaN" is a value. */
const measured = z
  .union([z.string(), z.number()])
  .transform(Number)
  .optional()
  .catch(undefined);

export const metricsSchema = z.array(
  z.object({
    id: z.string(),
    value: measured,
    min: measured,
    max: measured,
    avg: measured,
    sum: measured,
  }),
);
export type FlinkMetrics = z.output<typeof metricsSchema>;
