import type { Fixture } from '../../format/fixtureSchema';
import type { Part } from './StagedWorld';

/** A story, who plays it, and what must be said about it. */
export interface StoryPlan {
  readonly story: string;
  /** Hours after the usual start, for another time of the day. */
  readonly startHour?: number;
  /** Minutes before the story begins; less than 0 when it began before the recording. */
  readonly lead: number;
  readonly minutes: number;
  readonly parts: readonly PlannedPart[];
}

/** What a person does while a story plays. */
export interface Act {
  readonly minute: number;
  readonly kind: 'deploy' | 'rescale' | 'stop';
}

/** One application of a story and the fixture it becomes. */
export interface PlannedPart extends Omit<Part, 'story'> {
  /** The fixture's name; a part without one only stands by. */
  readonly fixture: string;
  readonly title: string;
  /** Where it plays another story than the others. */
  readonly story?: string;
  readonly rows?: readonly string[];
  readonly incident?: string;
  readonly tiers?: Fixture['tiers'];
  readonly acts?: readonly Act[];
  /** Nothing is wrong, all the time. */
  readonly control?: boolean;
  readonly expect: Fixture['expect'];
}
