import type { ApplicationSummary } from '../../schema/openapi/generated/models';
import { listApplications } from '../../serve/fleet/listApplications';
import { auditedTool } from './auditedTool';
import type { AgentTools } from './AgentTools';
import { Fence } from './Fence';
import { runtimeSchema, untrustedSchema, verdictSchema } from './toolSchemas';

const TOOL = 'list-applications';
const DEFAULT_LIMIT = 25;

/** Registers `list-applications`: one page of the fleet, worst first. */
export function registerListApplications({
  registry,
  auditor,
  authorizer,
  store,
}: AgentTools): void {
  registry.register({
    name: TOOL,
    title: 'List Flink applications',
    description:
      'Lists the Apache Flink applications that the caller may see, worst first, with the verdict (Unhealthy, Degraded, Unknown, Changing, Stopped, Healthy), since when, the most important finding, owner and environment. Filters narrow the list, cursor asks for the next page. Unknown means that the portal could not read the application, not that it is well.',
    attributes: { readOnly: true, destructive: false, idempotent: true },
    schema: {
      input: zod =>
        zod
          .object({
            verdict: zod.array(verdictSchema(zod)).optional(),
            runtime: zod.array(runtimeSchema(zod)).optional(),
            owner: zod
              .array(zod.string())
              .optional()
              .describe('Entity refs, for example group:default/payments'),
            environment: zod.array(zod.string()).optional(),
            q: zod
              .string()
              .max(200)
              .optional()
              .describe('Words of the name, place, owner or finding'),
            limit: zod.number().int().min(1).max(100).optional(),
            cursor: zod
              .string()
              .max(4_000)
              .optional()
              .describe('nextCursor of the page before, with the same filters'),
          })
          .strict(),
      output: zod =>
        zod.object({
          notice: zod.string(),
          totalItems: zod.number(),
          counts: zod.record(zod.number()).describe('Applications per verdict'),
          nextCursor: zod.string().optional(),
          items: zod.array(
            zod.object({
              applicationId: zod.string(),
              name: zod.string(),
              runtime: runtimeSchema(zod),
              scope: zod.array(zod.string()),
              owner: zod.string().optional(),
              ownerConfirmed: zod.boolean().optional(),
              environment: zod.string().optional(),
              verdict: verdictSchema(zod),
              since: zod.string(),
              findingCount: zod.number(),
              topFinding: zod
                .object({
                  ruleId: zod.string(),
                  title: zod.string(),
                  message: untrustedSchema(zod),
                })
                .optional(),
              observedAt: zod.string().optional(),
            }),
          ),
        }),
    },
    examples: [
      {
        title: 'What is broken in production',
        input: { verdict: ['Unhealthy', 'Degraded'], environment: ['prod'] },
      },
      { title: 'Find an application by its name', input: { q: 'orders' } },
    ],
    action: async ({ input, credentials }) =>
      auditedTool(auditor, credentials, { tool: TOOL }, async () => {
        const page = await listApplications(
          store.knex,
          await authorizer.visibility(credentials),
          { ...input, limit: input.limit ?? DEFAULT_LIMIT },
        );
        const fence = new Fence();
        return {
          output: {
            notice: fence.notice,
            totalItems: page.totalItems,
            counts: { ...page.counts },
            nextCursor: page.nextCursor,
            items: page.items.map(item => describe(item, fence)),
          },
        };
      }),
  });
}

function describe(summary: ApplicationSummary, fence: Fence) {
  const { topFinding: top } = summary;
  return {
    applicationId: summary.id,
    name: summary.name,
    runtime: summary.runtime,
    scope: summary.scope,
    owner: summary.owner,
    ownerConfirmed: summary.ownerConfirmed,
    environment: summary.environment,
    verdict: summary.verdict,
    since: summary.since,
    findingCount: summary.findingCount,
    topFinding: top && {
      ruleId: top.ruleId,
      title: top.title,
      message: fence.around(top.message, 'the portal, quoting the runtime'),
    },
    observedAt: summary.observedAt,
  };
}
