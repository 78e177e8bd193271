import type {
  AuditorService,
  HttpAuthService,
} from '@backstage/backend-plugin-api';
import { InputError, NotAllowedError, NotFoundError } from '@backstage/errors';
import type { JsonObject } from '@backstage/types';
import {
  redactText,
  type flinkApi,
  type PlatformStandards,
} from '@flink-portal/backstage-plugin-flink-common';
import type { Authorizer } from '../permissions/Authorizer';
import type { createOpenApiRouter } from '../schema/openapi';
import { auditedFetch } from '../serve/audit';
import { summarizeRuns } from './summarizeRuns';
import type { TemplateRun } from './TemplateRun';
import type { TemplateRunStore } from './TemplateRunStore';

/** What the routes are served from. */
export interface TemplateRouteOptions {
  readonly auditor: AuditorService;
  readonly httpAuth: HttpAuthService;
  readonly authorizer: Authorizer;
  readonly standards: PlatformStandards | undefined;
  readonly runs: TemplateRunStore;
  readonly now: () => number;
}

/** Runs that ended in the last 90 days are reported. */
const REPORTED_MS = 90 * 24 * 60 * 60_000;
/** A fleet of teams makes some hundred jobs a quarter; more are summarized by the newest. */
const MAX_RUNS = 5_000;
const RECENT = 50;
/** The only plugin that runs templates. */
const RECORDER = 'plugin:scaffolder';

/** `GET /standards`, `GET /template-runs` and `POST /template-runs`. */
export function addTemplateRoutes(
  router: Awaited<ReturnType<typeof createOpenApiRouter>>,
  options: TemplateRouteOptions,
): void {
  const { auditor, httpAuth, authorizer, standards, runs, now } = options;

  router.get('/standards', async (req, res) => {
    // Whoever may use the portal may read them: a form shows them to everybody.
    await httpAuth.credentials(req, { allow: ['user', 'service'] });
    if (!standards) {
      throw new NotFoundError(
        'This portal has no Flink standards: set flink.standards in its configuration',
      );
    }
    res.json({ standards: { ...standards } as JsonObject });
  });

  router.get('/template-runs', async (req, res) => {
    const report = await auditedFetch(
      auditor,
      req,
      { queryType: 'template-runs' },
      async () => {
        await authorizer.templateRuns(await httpAuth.credentials(req));
        const sinceMs = now() - REPORTED_MS;
        return { sinceMs, found: await runs.since(sinceMs, MAX_RUNS) };
      },
    );
    res.json({
      since: new Date(report.sinceMs).toISOString(),
      versions: summarizeRuns(report.found).map(
        ({ lastRunAtMs, steps, ...summary }) => ({
          ...summary,
          steps: [...steps],
          lastRunAt: new Date(lastRunAtMs).toISOString(),
        }),
      ),
      recent: report.found.slice(0, RECENT).map(presentRun),
    });
  });

  router.post('/template-runs', async (req, res) => {
    const { principal } = await httpAuth.credentials(req, {
      allow: ['service'],
    });
    if (principal.subject !== RECORDER) {
      throw new NotAllowedError(
        `Only the scaffolder records runs of templates, not ${principal.subject}`,
      );
    }
    await runs.record(runOf(req.body));
    res.status(204).end();
  });
}

function runOf(body: flinkApi.TemplateRun): TemplateRun {
  const startedAtMs = timeOf('startedAt', body.startedAt);
  const endedAtMs = timeOf('endedAt', body.endedAt);
  if (endedAtMs < startedAtMs) {
    throw new InputError('endedAt is before startedAt');
  }
  return {
    id: body.id,
    template: body.template,
    templateVersion: body.templateVersion,
    applicationId: body.applicationId,
    startedAtMs,
    endedAtMs,
    outcome: body.outcome,
    ...(body.failure ? { failure: redactText(body.failure) } : {}),
    milestones: body.milestones.map(({ id, at }) => ({
      id,
      atMs: timeOf(`the time of ${id}`, at),
    })),
  };
}

function timeOf(what: string, text: string): number {
  const ms = Date.parse(text);
  if (Number.isNaN(ms)) {
    throw new InputError(`${what} is no time: "${text}"`);
  }
  return ms;
}

function presentRun(run: TemplateRun): flinkApi.TemplateRun {
  const { startedAtMs, endedAtMs, milestones, ...rest } = run;
  return {
    ...rest,
    startedAt: new Date(startedAtMs).toISOString(),
    endedAt: new Date(endedAtMs).toISOString(),
    milestones: milestones.map(({ id, atMs }) => ({
      id,
      at: new Date(atMs).toISOString(),
    })),
  };
}
