import { InputError } from '@backstage/errors';
import type { PlanProblem } from '@flink-portal/backstage-plugin-flink-common';

/** All that is wrong with a form in one error, a line for each. */
export function problemsAsError(
  beginning: string,
  problems: readonly PlanProblem[],
): InputError {
  return new InputError(
    [
      beginning,
      ...problems.map(
        ({ field, message }) => `- ${field || 'form'}: ${message}`,
      ),
    ].join('\n'),
  );
}
