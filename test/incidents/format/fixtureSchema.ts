import {
  VERDICTS,
  type Verdict,
} from '@flink-portal/backstage-plugin-flink-common';
import { z } from 'zod';
import {
  columnSchema,
  configurationSchema,
  eventsSchema,
  identitySchema,
  jobsSchema,
  operationsSchema,
  snapshotsSchema,
  stateSchema,
  unreadableReason,
} from './observationSchema';

const unreadable = {
  /** Why the part could not be read. */
  unreadable: unreadableReason.optional(),
  message: z.string().optional(),
  /** This kind of application does not have the part; the sentence says so. */
  notApplicable: z.string().optional(),
};

const ONE_OF =
  'a reading is one of { value }, { but }, { unreadable, message } and { notApplicable }';

/** A reading of one part, without the time where that is the step's own. */
function readingOf<T extends z.ZodType, F extends z.ZodType = z.ZodNever>(
  value: T,
  fields?: F,
) {
  return z
    .strictObject({
      value: value.optional(),
      /** As before, but for these fields. */
      but: (fields ?? z.never()).optional(),
      ...unreadable,
      /** When it was read or tried, where not at the step's own minute. */
      minute: z.number().optional(),
      /** Of a list: places of items in the list before, which follow after those of `value` unchanged. */
      then: z.array(z.number().int().min(0)).optional(),
    })
    .refine(
      reading => reading.then === undefined || Array.isArray(reading.value),
      '"then" goes on with a list, so there must be one',
    )
    .refine(
      reading =>
        [
          reading.value,
          reading.but,
          reading.unreadable,
          reading.notApplicable,
        ].filter(each => each !== undefined).length === 1,
      ONE_OF,
    )
    .refine(
      reading =>
        (reading.unreadable === undefined) === (reading.message === undefined),
      'an unreadable part has a message, and only an unreadable part has one',
    );
}

/** The parts of an observation apart from its metrics, in the order in which a step lists them. */
export const PARTS = [
  'state',
  'configuration',
  'jobs',
  'operations',
  'snapshots',
  'events',
] as const;

/** One part of an observation. */
export type Part = (typeof PARTS)[number];

const row = z
  .tuple([z.number()], z.number().nullable())
  .describe('minute, then one value per column; null where there is none');

const metricsSchema = z
  .strictObject({
    rows: z.array(row).optional(),
    ...unreadable,
    minute: z.number().optional(),
  })
  .refine(
    reading =>
      [reading.rows, reading.unreadable, reading.notApplicable].filter(
        each => each !== undefined,
      ).length === 1,
    'metrics are one of { rows }, { unreadable, message } and { notApplicable }',
  )
  .refine(
    reading =>
      (reading.unreadable === undefined) === (reading.message === undefined),
    'unreadable metrics have a message, and only they have one',
  );

const stepSchema = z
  .strictObject({
    /** Minutes after the fixture's start; seconds are fractions. */
    minute: z.number(),
    state: readingOf(stateSchema, stateSchema.partial()).optional(),
    configuration: readingOf(
      configurationSchema,
      configurationSchema.partial(),
    ).optional(),
    jobs: readingOf(jobsSchema).optional(),
    operations: readingOf(operationsSchema).optional(),
    snapshots: readingOf(snapshotsSchema).optional(),
    events: readingOf(eventsSchema).optional(),
    /** Parts that were read again at this minute and said the same as before. */
    again: z.union([z.literal('all'), z.array(z.enum(PARTS))]).optional(),
    metrics: metricsSchema.optional(),
    /** In place of an observation: how it went with the source as a whole. */
    source: z
      .union([
        z.literal('alive'),
        z.strictObject({ failed: unreadableReason, message: z.string() }),
      ])
      .optional(),
  })
  .refine(
    step => step.source === undefined || Object.keys(step).length === 2,
    'a step about the source has no observation',
  );

const verdictSchema = z.enum(VERDICTS);
const verdicts = z.union([verdictSchema, z.array(verdictSchema).min(1)]);
const ids = z.union([z.string(), z.array(z.string()).min(1), z.null()]);
const roleSchema = z.enum(['cause', 'symptom', 'unknown']);

const about = {
  verdict: verdicts,
  /** The id of the leading finding; several where the fact sheets allow each; null where there is none. */
  rule: ids.optional(),
  role: roleSchema.optional(),
  /** Rule ids that are among the findings as well, wherever they stand. */
  also: z.array(z.string()).optional(),
  /** Rule ids that are not among the findings. */
  without: z.array(z.string()).optional(),
  /** A regular expression over the leading finding's message. */
  message: z.string().optional(),
  /** Between which minutes the verdict's "since" lies. */
  since: z.tuple([z.number(), z.number()]).optional(),
  /** Why the fact sheets want it. */
  why: z.string().optional(),
};

const bySchema = z.strictObject({
  /** It is so at one minute at least, from the incident's onset up to this one. */
  by: z.number(),
  ...about,
});

const duringSchema = z.strictObject({
  /** It is so at every minute from this one … */
  from: z.number(),
  /** … up to this one. */
  to: z.number(),
  ...about,
});

const neverSchema = z.strictObject({
  verdict: verdictSchema.optional(),
  /** A rule id that must not be among the findings, of whatever severity. */
  rule: z.string().optional(),
  from: z.number(),
  to: z.number(),
});

/** Where a fixture comes from. */
const originSchema = z
  .strictObject({
    /** A story of the sandbox, played and read through the real runtime. */
    recorded: z.string().optional(),
    /** Made by hand, and from what. */
    written: z.string().optional(),
    /** Rows of failure tables it stands for: "managed-flink 4.3 #1". */
    rows: z.array(z.string()).default([]),
  })
  .refine(
    origin =>
      (origin.recorded === undefined) !== (origin.written === undefined),
    'an origin is either recorded or written',
  );

/** A golden incident. */
export const fixtureSchema = z
  .strictObject({
    title: z.string(),
    origin: originSchema,
    /** The same word in fixtures of several runtimes: they must be told alike. */
    incident: z.string().optional(),
    application: identitySchema,
    /** The minute 0; a full minute. */
    start: z.iso.datetime(),
    /** The last minute that is judged. */
    minutes: z
      .number()
      .int()
      .positive()
      .max(24 * 60),
    /** When the trouble begins, minutes after the start; absent in controls. */
    onset: z.number().optional(),
    source: z.strictObject({
      mode: z.enum(['poll', 'watch']),
      pollIntervalMs: z.number().int().min(1_000),
    }),
    /** The application's tier, where it has one. */
    tier: z.string().optional(),
    /** `flink.health.tiers` of the configuration; the defaults without it. */
    tiers: z.record(z.string(), z.record(z.string(), z.number())).optional(),
    columns: z.array(columnSchema).default([]),
    steps: z.array(stepSchema).min(1),
    expect: z.strictObject({
      /** What must appear, and by when. */
      moments: z.array(z.union([bySchema, duringSchema])).min(1),
      /** What must not appear. */
      never: z.array(neverSchema).default([]),
    }),
  })
  .superRefine((fixture, context) => {
    const issue = (path: (string | number)[], message: string) =>
      context.addIssue({ code: 'custom', path, message });
    if (Date.parse(fixture.start) % 60_000 !== 0) {
      issue(['start'], 'the start must be a full minute');
    }
    fixture.steps.forEach((step, index) => {
      if (index > 0 && step.minute < fixture.steps[index - 1].minute) {
        issue(['steps', index, 'minute'], 'steps must be in order of time');
      }
      step.metrics?.rows?.forEach((values, at) => {
        if (values.length !== fixture.columns.length + 1) {
          issue(
            ['steps', index, 'metrics', 'rows', at],
            `a row is the minute and ${
              fixture.columns.length
            } values, one per column; this one has ${values.length - 1}`,
          );
        }
      });
    });
    const first = fixture.steps.find(step => step.source === undefined);
    for (const part of PARTS) {
      if (!first?.[part]) {
        issue(
          ['steps'],
          `the first observation must say how "${part}" was read`,
        );
      }
    }
    for (const [index, moment] of fixture.expect.moments.entries()) {
      const last = 'by' in moment ? moment.by : moment.to;
      if (last > fixture.minutes) {
        issue(
          ['expect', 'moments', index],
          `minute ${last} lies after the last one, ${fixture.minutes}`,
        );
      }
    }
  });

/** A golden incident. */
export type Fixture = z.infer<typeof fixtureSchema>;
/** One reading, or how it went with the source. */
export type FixtureStep = Fixture['steps'][number];
/** Something that must appear. */
export type ExpectedMoment = Fixture['expect']['moments'][number];
/** A reading of a part as a fixture holds it. */
export type FixtureReading = NonNullable<FixtureStep[Part]>;

/** The verdicts an expectation allows; the first is the one it is counted under. */
export function allowedVerdicts({
  verdict,
}: Pick<ExpectedMoment, 'verdict'>): readonly Verdict[] {
  return typeof verdict === 'string' ? [verdict] : verdict;
}
