import { formatAgo, formatDurationMs } from '../format';
import type { Finding, FindingSeverity } from '../model/Finding';
import type { ObservedState, Phase } from '../model/Observation';
import type { Reading } from '../model/Reading';
import type { Verdict } from '../model/Verdict';
import { applyRules, type AppliedRules } from './applyRules';
import { findingOf, inOrder } from './findings';
import type { JudgeInput, Judgement, RuleMemory } from './Judgement';
import { KnownMetrics } from './KnownMetrics';
import { optionalTime } from './optionalTime';
import { windowsWithin } from './plannedWindows';
import { contextOf, type RuleContext } from './RuleContext';
import { HEALTH_RULES, UNKNOWN_FINDINGS } from './rules';
import { runningSinceMsOf } from './runningSince';
import { flinkLineOf } from '../metrics/metricCatalog';

const MISSED_READINGS = 3;
// The rest stands in the evidence.
const TOLD = 3;
// A job that just began has reported nothing yet; source: health model, "no data for more than five minutes".
const STARTING_MS = 5 * 60_000;
// One of many metrics that comes a minute late makes nothing Unknown, but where a vital rule reads it; what lasts
// for three readings does.
const UNKNOWN_AFTER_MS = 2 * 60_000;
const VITAL = new Set(
  HEALTH_RULES.filter(({ vital }) => vital).map(({ id }) => id),
);
const UNKNOWN_FORMING = 'not-assessable:forming';

const BASE: Readonly<Record<Phase, Verdict>> = {
  running: 'Healthy',
  changing: 'Changing',
  stopped: 'Stopped',
  failed: 'Unhealthy',
  finished: 'Healthy',
  unrecognized: 'Unknown',
};

/**
 * Judges an application from what is known of it: applies every rule, orders what it found, and keeps a
 * verdict from flapping. Pure; the same input gives the same judgement. What cannot be read is Unknown
 * and never Healthy.
 *
 * @public
 */
export function judge(input: JudgeInput): Judgement {
  const { known, nowMs, previous } = input;
  const lastGood = known.state.lastGood;
  const readAtMs = optionalTime(lastGood?.at);
  if (
    !lastGood ||
    readAtMs === undefined ||
    nowMs - readAtMs > MISSED_READINGS * input.pollIntervalMs
  ) {
    return unknown(input, unreadableFinding(input, readAtMs));
  }
  const state = lastGood.value;

  const configuration = known.configuration.lastGood?.value;
  const metrics = new KnownMetrics(
    input,
    flinkLineOf(configuration?.flinkVersion, configuration?.workload),
    runningSinceMsOf(known, state),
  );
  const context = contextOf(input, state, metrics);
  const applied = applyRules(input, context, metrics);
  const { verdict, findings, memory } =
    state.phase === 'unrecognized'
      ? stated(applied, unrecognizedFinding(state, readAtMs, nowMs))
      : concluded(context, applied, metrics, previous);
  return {
    verdict,
    since: sinceOf(verdict, findings, context, previous),
    findings: inOrder(findings),
    notAssessed: applied.notAssessed,
    memory: {
      // What was known stays remembered for the next state that is understood.
      ...(state.phase === 'unrecognized' ? previous?.memory : {}),
      ...metrics.memory(),
      ...applied.memory,
      ...memory,
    },
  };
}

/** What the verdict is, why, and what of it is remembered. */
interface Concluded {
  readonly verdict: Verdict;
  readonly findings: readonly Finding[];
  readonly memory?: Readonly<Record<string, RuleMemory>>;
}

/** Where the state's own word is not understood, what is stated beside it says more than that. */
function stated({ findings }: AppliedRules, unrecognized: Finding): Concluded {
  const says = (severity: FindingSeverity) =>
    findings.some(finding => finding.severity === severity);
  if (says('unhealthy')) {
    return { verdict: 'Unhealthy', findings };
  }
  return {
    verdict: 'Unknown',
    findings: says('unknown') ? findings : [...findings, unrecognized],
  };
}

function concluded(
  context: RuleContext,
  applied: AppliedRules,
  metrics: KnownMetrics,
  previous: Judgement | undefined,
): Concluded {
  const base = applied.interrupted ? 'Changing' : BASE[context.state.phase];
  const verdict = worst(base, applied.findings);
  const silent =
    context.state.phase === 'running' &&
    context.workload !== 'sessionCluster' &&
    !context.hasMetrics;
  const isSeen =
    verdict === 'Stopped'
      ? // That somebody asked for it, and that it did not fail instead, is told by operations.
        context.operations !== undefined || applied.blocking.length === 0
      : verdict !== 'Healthy' || (applied.blocking.length === 0 && !silent);
  if (isSeen) {
    return { verdict, findings: applied.findings };
  }
  const { runningSinceMs, nowMs } = context;
  if (runningSinceMs !== undefined && nowMs - runningSinceMs <= STARTING_MS) {
    return { verdict: 'Changing', findings: applied.findings };
  }
  const formingSince =
    previous?.memory[UNKNOWN_FORMING]?.since ?? new Date(nowMs).toISOString();
  const memory = { [UNKNOWN_FORMING]: { since: formingSince } };
  const lately =
    nowMs - (optionalTime(formingSince) ?? nowMs) < UNKNOWN_AFTER_MS;
  const vital = applied.blocking.some(({ ruleId }) => VITAL.has(ruleId));
  if (lately && !silent && !vital && previous?.verdict === 'Healthy') {
    return { verdict: 'Healthy', findings: applied.findings, memory };
  }
  return {
    verdict: 'Unknown',
    memory,
    findings: [
      ...applied.findings,
      notAssessableFinding(context, applied, metrics, silent),
    ],
  };
}

/** The worst of the phase's own verdict and the findings. Information never counts. */
function worst(base: Verdict, findings: readonly Finding[]): Verdict {
  const has = (severity: FindingSeverity) =>
    findings.some(finding => finding.severity === severity);
  if (base === 'Unhealthy' || has('unhealthy')) {
    return 'Unhealthy';
  }
  if (has('degraded')) {
    return 'Degraded';
  }
  return has('unknown') ? 'Unknown' : base;
}

const DECIDES: Partial<Record<Verdict, FindingSeverity>> = {
  Unhealthy: 'unhealthy',
  Degraded: 'degraded',
  Unknown: 'unknown',
};

function sinceOf(
  verdict: Verdict,
  findings: readonly Finding[],
  context: RuleContext,
  previous: Judgement | undefined,
): string {
  const deciding = findings
    .filter(finding => finding.severity === DECIDES[verdict])
    .flatMap(finding => optionalTime(finding.since) ?? []);
  const { nowMs } = context;
  const began =
    deciding.length > 0
      ? Math.min(...deciding)
      : sincePhase(verdict, context, previous);
  const earlier =
    previous?.verdict === verdict ? optionalTime(previous.since) : undefined;
  return new Date(Math.min(began, earlier ?? nowMs, nowMs)).toISOString();
}

function sincePhase(
  verdict: Verdict,
  context: RuleContext,
  previous: Judgement | undefined,
): number {
  const { nowMs, state, changingSinceMs, runningSinceMs, known } = context;
  const stateSinceMs = optionalTime(state.since);
  if (verdict === 'Changing' && state.phase === 'changing') {
    return changingSinceMs ?? nowMs;
  }
  if (verdict === 'Changing') {
    const interruptedMs = windowsWithin(
      context.plannedWindows,
      nowMs,
      nowMs,
    ).map(({ startMs }) => startMs);
    return Math.max(runningSinceMs ?? nowMs, ...interruptedMs);
  }
  if (verdict === 'Healthy' && previous && previous.verdict !== 'Healthy') {
    // It recovered now, however long it has been running.
    return nowMs;
  }
  return stateSinceMs ?? optionalTime(known.state.lastGood?.at) ?? nowMs;
}

function unknown(input: JudgeInput, finding: Finding): Judgement {
  const { previous } = input;
  const earlier =
    previous?.verdict === 'Unknown' ? optionalTime(previous.since) : undefined;
  const sinceMs = Date.parse(finding.since);
  return {
    verdict: 'Unknown',
    since: new Date(Math.min(earlier ?? sinceMs, sinceMs)).toISOString(),
    findings: [finding],
    notAssessed: [],
    // What was known stays remembered for the next good reading.
    memory: previous?.memory ?? {},
  };
}

function unreadableFinding(
  { known, nowMs, pollIntervalMs }: JudgeInput,
  readAtMs: number | undefined,
): Finding {
  const { latest } = known.state;
  const reason = whyNotRead(latest);
  const denied = latest.status === 'unreadable' && latest.reason === 'denied';
  const age =
    readAtMs === undefined
      ? 'It was never read.'
      : `Last read ${formatAgo(readAtMs, nowMs)}.`;
  return findingOf(
    denied
      ? { ...UNKNOWN_FINDINGS.unreadable, title: 'Access denied' }
      : UNKNOWN_FINDINGS.unreadable,
    {
      outcome: 'holds',
      message: `the state cannot be read: ${withStop(reason)} ${age}`,
      ...(readAtMs === undefined
        ? {}
        : { value: { value: nowMs - readAtMs, unit: 'ms' } as const }),
      limit: { value: MISSED_READINGS * pollIntervalMs, unit: 'ms' },
      evidence:
        latest.status === 'unreadable'
          ? [{ name: latest.reason, value: latest.message, at: latest.at }]
          : [],
      ...(denied
        ? { nextStep: 'Grant the permission that the message names.' }
        : {}),
    },
    new Date(
      Math.min(readAtMs ?? optionalTime(known.observedAt) ?? nowMs, nowMs),
    ).toISOString(),
  );
}

function whyNotRead(latest: Reading<ObservedState>): string {
  switch (latest.status) {
    case 'unreadable':
      return latest.message;
    case 'notApplicable':
      return latest.reason;
    default:
      return 'the source has not been read in time';
  }
}

function unrecognizedFinding(
  state: ObservedState,
  readAtMs: number,
  nowMs: number,
): Finding {
  const words = state.verbatim
    .map(({ label, value }) => `${label} = ${value}`)
    .join(', ');
  return findingOf(
    UNKNOWN_FINDINGS.unrecognized,
    {
      outcome: 'holds',
      message: `the runtime reports a state that this version does not know: ${
        words || 'none'
      }`,
      evidence: state.verbatim.map(({ label, value }) => ({
        name: label,
        value,
      })),
    },
    new Date(
      Math.min(optionalTime(state.since) ?? readAtMs, nowMs),
    ).toISOString(),
  );
}

function notAssessableFinding(
  { state, runningSinceMs, nowMs, whyUnknown }: RuleContext,
  { blocking }: AppliedRules,
  metrics: KnownMetrics,
  silent: boolean,
): Finding {
  const running =
    runningSinceMs === undefined
      ? state.phase
      : `running for ${formatDurationMs(nowMs - runningSinceMs)}`;
  const reasons = [...new Set(blocking.map(entry => entry.reason))];
  const titles = blocking.map(({ title }) => title);
  const message = silent
    ? `${running} and none of its metrics is known: ${
        reasons[0] ?? whyUnknown(['cpuUtilization'])
      }`
    : `${running}, but ${someOf(reasons, '; ')}; not assessed: ${someOf(
        titles,
        ', ',
      )}`;
  const sinceMs = metrics.lostSinceMs() ?? runningSinceMs ?? nowMs;
  return findingOf(
    UNKNOWN_FINDINGS.notAssessable,
    {
      outcome: 'holds',
      message,
      evidence: blocking.map(({ title, reason }) => ({
        name: title,
        value: reason,
      })),
    },
    new Date(Math.min(sinceMs, nowMs)).toISOString(),
  );
}

function someOf(texts: readonly string[], between: string): string {
  const more = texts.length > TOLD ? ` (and ${texts.length - TOLD} more)` : '';
  return `${texts.slice(0, TOLD).join(between)}${more}`;
}

function withStop(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
