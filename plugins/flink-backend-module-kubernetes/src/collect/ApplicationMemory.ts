import type {
  Observation,
  ObservedJob,
  Operation,
} from '@flink-portal/backstage-plugin-flink-common';
import { valueOf } from '@flink-portal/backstage-plugin-flink-common';
import type { CollectedBefore } from '@flink-portal/backstage-plugin-flink-node';
import { z } from 'zod';
import type { FlinkDeployment } from '../resources';
import type { FlinkReading } from '../rest';
import type { SeenSince } from '../translate';

const sinceSchema = z.object({ value: z.string(), sinceMs: z.number() });
const noteSchema = z.object({
  jobState: sinceSchema.optional(),
  jobManager: sinceSchema.optional(),
});

/** What is remembered of one application from reading to reading. */
export class ApplicationMemory {
  seen: SeenSince = {};
  operations: readonly Operation[] = [];
  jobs: readonly ObservedJob[] = [];
  flink?: FlinkReading;
  /** The newest observation without its times, to see whether anything changed. */
  substance?: string;
  /** Keeps the observations of one application in order. */
  tail: Promise<void> = Promise.resolve();

  constructor(before: CollectedBefore | undefined) {
    if (!before) return;
    this.operations = valueOf(before.observation.operations) ?? [];
    this.jobs = valueOf(before.observation.jobs) ?? [];
    this.seen = readNote(before.note);
  }

  /** Notes since when the words of the status are what they are. */
  see(deployment: FlinkDeployment | undefined, nowMs: number): SeenSince {
    const follow = (
      value: string | undefined,
      previous: SeenSince['jobState'],
    ) => {
      if (value === undefined) return undefined;
      return previous?.value === value ? previous : { value, sinceMs: nowMs };
    };
    const jobState = follow(
      deployment?.status?.jobStatus?.state,
      this.seen.jobState,
    );
    const jobManager = follow(
      deployment?.status?.jobManagerDeploymentStatus,
      this.seen.jobManager,
    );
    this.seen = {
      ...(jobState ? { jobState } : {}),
      ...(jobManager ? { jobManager } : {}),
    };
    return this.seen;
  }

  /** Takes in an observation that is about to be handed over; true when it says something new. */
  remember(observation: Observation): boolean {
    this.operations = valueOf(observation.operations) ?? this.operations;
    this.jobs = valueOf(observation.jobs) ?? this.jobs;
    const substance = substanceOf(observation);
    const isNew = substance !== this.substance;
    this.substance = substance;
    return isNew;
  }

  /** For the next collection, perhaps in another process. */
  note(): string {
    return JSON.stringify(this.seen);
  }
}

function readNote(note: string | undefined): SeenSince {
  if (!note) return {};
  try {
    const parsed = noteSchema.safeParse(JSON.parse(note));
    return parsed.success ? parsed.data : {};
  } catch (error) {
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}

function substanceOf(observation: Observation): string {
  const { application, state, configuration, jobs } = observation;
  const { operations, snapshots, events } = observation;
  const parts = [state, configuration, jobs, operations, snapshots, events];
  return JSON.stringify([
    application,
    ...parts.map(part =>
      part.status === 'read' ? part.value : [part.status, part.reason],
    ),
  ]);
}
