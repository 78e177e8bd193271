import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { isError } from '@backstage/errors';
import type { JsonObject, JsonValue } from '@backstage/types';
import type { PlanProblem } from '@flink-portal/backstage-plugin-flink-common';

const DEFAULT_KINDS = { owner: 'group', system: 'system' } as const;

/**
 * Writes the owner and system of a form out in full: pickers may give `payments`, where everything after them
 * needs `group:default/payments`.
 */
export function completeRefs(form: JsonObject): {
  readonly form: JsonObject;
  readonly problems: readonly PlanProblem[];
} {
  const problems: PlanProblem[] = [];
  const complete = (field: keyof typeof DEFAULT_KINDS): JsonValue => {
    const ref = form[field];
    try {
      return stringifyEntityRef(
        parseEntityRef(String(ref), {
          defaultKind: DEFAULT_KINDS[field],
          defaultNamespace: 'default',
        }),
      );
    } catch (error) {
      problems.push({
        field,
        message: isError(error) ? error.message : String(error),
      });
      return String(ref);
    }
  };
  const written = (['owner', 'system'] as const)
    .filter(field => typeof form[field] === 'string' && form[field] !== '')
    .map(field => [field, complete(field)]);
  return { form: { ...form, ...Object.fromEntries(written) }, problems };
}
