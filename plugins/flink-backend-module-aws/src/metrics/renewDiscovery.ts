import { callFailure } from '../clients/callFailure';
import type { CallContext, RegionAccess } from '../clients/RegionAccess';
import type { Discovery } from './Discovery';
import { discoverSeries } from './discoverSeries';

const MAX_AGE_MS = 6 * 60 * 60_000;
// ListMetrics shows a new series up to 15 minutes late. Source: CloudWatch API reference, ListMetrics.
const SETTLED_AFTER_MS = 30 * 60_000;
const FAILURE_RETRY_MS = 30 * 60_000;

/** What discovery needs to know of an application. */
export interface DiscoverySubject {
  readonly name: string;
  readonly versionId: number;
  /** True when it runs, so that it emits. */
  readonly running: boolean;
  /** Epoch ms; undefined when it runs longer than anyone remembers. */
  readonly runningSinceMs?: number;
  readonly discovery?: Discovery;
  readonly discoveryFailure?: { readonly at: number; readonly message: string };
}

/** A discovery that is current, or why there is none. */
export interface RenewedDiscovery {
  readonly discovery?: Discovery;
  readonly discoveryFailure?: { readonly at: number; readonly message: string };
}

/**
 * Asks which series there are: once per version, and again when that is long ago or was too early to
 * tell. Failing to discover costs precision, not the metrics.
 *
 * @throws when the collection was aborted
 */
export async function renewDiscovery(
  access: RegionAccess,
  context: CallContext,
  subject: DiscoverySubject,
  nowMs: number,
): Promise<RenewedDiscovery> {
  const { discovery, discoveryFailure } = subject;
  const current =
    discovery !== undefined &&
    discovery.versionId === subject.versionId &&
    nowMs - discovery.at < (discovery.decisive ? MAX_AGE_MS : SETTLED_AFTER_MS);
  const failedJustNow =
    discoveryFailure !== undefined &&
    nowMs - discoveryFailure.at < FAILURE_RETRY_MS;
  if (current || failedJustNow) {
    return { discovery, discoveryFailure };
  }
  try {
    const series = await discoverSeries(access, context, subject.name);
    const settled =
      subject.running &&
      (subject.runningSinceMs === undefined ||
        nowMs - subject.runningSinceMs >= SETTLED_AFTER_MS);
    return {
      discovery: {
        at: nowMs,
        versionId: subject.versionId,
        decisive: settled && series.length > 0,
        series,
      },
    };
  } catch (error) {
    context.signal.throwIfAborted();
    const { message } = callFailure(error, {
      doing: `find out which metrics application ${subject.name} has`,
      action: 'cloudwatch:ListMetrics',
      region: access.region,
      consequence: 'Metrics per stream, and some of Flink 2, may be missing.',
    });
    return { discovery, discoveryFailure: { at: nowMs, message } };
  }
}
