import { ResponseError } from '@backstage/errors';
import type { flinkApi } from '@flink-portal/backstage-plugin-flink-common';
import type {
  ExceptionsRange,
  FlinkApi,
  MetricRange,
  TimelineQuery,
} from '@flink-portal/backstage-plugin-flink-react';
import {
  applicationDetail,
  availability,
  byVerdict,
  degraded,
  fleetItems,
  fleetPage,
  minutesAgo,
  sourceList,
  timeline,
} from '../src/fixtures';
import { devActions } from './devActions';
import { devAvailability, devExceptions, devTimeline } from './devHistory';
import { devMetrics } from './devMetrics';

/**
 * Answers from the tests' fixtures, so that the screens can be looked at without a backend. The fleet has
 * one application for each verdict, and each shows other states: the Unhealthy one a first fault, the
 * Degraded one no exceptions, the Changing one a first fault that cannot be told, the Stopped one nothing
 * at all so far, the Unknown one refusals, and looking for the Healthy one's exceptions never ends.
 */
export class DevFlinkApi implements FlinkApi {
  async listApplications() {
    return fleetPage();
  }

  async getApplication(id: string) {
    const summary = fleetItems.find(item => item.id === id) ?? degraded;
    const finding = summary.topFinding;
    return applicationDetail({
      ...summary,
      id,
      topFinding: finding,
      findings: finding ? [{ ...finding, ruleId: ruleOf(finding.ruleId) }] : [],
      ...(summary.verdict === 'Unhealthy' && {
        firstFault: {
          at: minutesAgo(37),
          exceptionClass: 'java.lang.NullPointerException',
          message: 'Cannot invoke "Line.unitPrice()" because "line" is null',
        },
      }),
    });
  }

  async getApplicationMetrics(_id: string, range: MetricRange) {
    return devMetrics(range);
  }

  async getApplicationExceptions(id: string, _range: ExceptionsRange) {
    const answer = devExceptions[verdictIn(id)];
    return answer ? answer() : new Promise<never>(() => {});
  }

  async getApplicationTimeline(id: string, { cursor, kind }: TimelineQuery) {
    switch (verdictIn(id)) {
      case 'unknown':
        throw await refusal();
      case 'stopped':
        return timeline({ items: [] });
      default: {
        const page = devTimeline(cursor);
        return {
          ...page,
          items: page.items.filter(
            item => !kind?.length || kind.includes(item.kind),
          ),
        };
      }
    }
  }

  async getApplicationAvailability(id: string) {
    switch (verdictIn(id)) {
      case 'unknown':
        throw await refusal();
      case 'stopped':
        return { ...availability(), spans: [] };
      default:
        return devAvailability();
    }
  }

  async getEntityApplications() {
    return {
      items: [byVerdict.Degraded],
      unresolved: [],
      suggestions: [],
    };
  }

  async listSources() {
    return sourceList;
  }

  readonly getAllowedActions = devActions.getAllowedActions;
  readonly planAction = devActions.planAction;
  readonly startAction = devActions.startAction;
  readonly decideAction = devActions.decideAction;
  readonly getAction = devActions.getAction;
  readonly listApplicationActions = devActions.listApplicationActions;
  readonly listActions = devActions.listActions;
  readonly listClaimConflicts = devActions.listClaimConflicts;

  async getStandards(): Promise<never> {
    throw await refusal();
  }

  async getTemplateRuns(): Promise<flinkApi.TemplateRunReport> {
    return { since: '2026-09-01T00:00:00Z', versions: [], recent: [] };
  }
}

/** The fixtures' lag has a limit of its own only under the rule that compares it. */
function ruleOf(ruleId: string): string {
  return ruleId === 'lag-growing' ? 'lag-high' : ruleId;
}

/** The fleet's ids end in `unhealthy-job` and so on. */
function verdictIn(id: string): string {
  return /([a-z]+)-job$/.exec(id)?.[1] ?? 'degraded';
}

function refusal() {
  return ResponseError.fromResponse(
    new Response(
      JSON.stringify({
        error: { name: 'NotAllowedError', message: 'not yours' },
        response: { statusCode: 403 },
      }),
      { status: 403, headers: { 'Content-Type': 'application/json' } },
    ),
  );
}
