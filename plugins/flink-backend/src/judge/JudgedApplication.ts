import type {
  Judgement,
  KnownApplication,
} from '@flink-portal/backstage-plugin-flink-common';
import type { ApplicationSummary } from '../schema/openapi/generated/models';

/**
 * What a list shows of an application, without what the catalog says about it: that comes from another
 * task and is joined when it is served.
 */
export type JudgedSummary = Omit<
  ApplicationSummary,
  'owner' | 'environment' | 'tier' | 'entityRefs'
>;

/** An application as it was learned, judged and summed up. */
export interface JudgedApplication {
  readonly known: KnownApplication;
  readonly judgement: Judgement;
  readonly summary: JudgedSummary;
  /** The runtime's own note. */
  readonly note?: string;
  /** Epoch ms. */
  readonly judgedAtMs: number;
  /** Epoch ms. */
  readonly firstSeenAtMs: number;
}
