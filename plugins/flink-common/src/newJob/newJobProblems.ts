import type { JobSize } from '../sizing';
import type { PlatformStandards } from '../standards';
import type { PlanProblem } from './JobPlan';
import type { NewJobForm } from './NewJobForm';
import { dataProblems } from './problems/dataProblems';
import { environmentProblems } from './problems/environmentProblems';
import { networkProblems } from './problems/networkProblems';
import { packageProblems } from './problems/packageProblems';
import { runtimeProblems } from './problems/runtimeProblems';
import { sizeProblems } from './problems/sizeProblems';

/**
 * What of a well-formed form breaks a standard or contradicts itself: everything that a schema of one field
 * cannot see. Empty when the form can become a plan.
 *
 * @param today - a day as `2026-11-25`
 * @public
 */
export function newJobProblems(
  form: NewJobForm,
  size: JobSize,
  standards: PlatformStandards,
  today: string,
): PlanProblem[] {
  const chosen = standards.environments.filter(({ name }) =>
    form.environments.includes(name),
  );
  return [
    ...runtimeProblems(form, standards, today),
    ...packageProblems(form),
    ...environmentProblems(form, standards),
    ...dataProblems(form, standards, chosen),
    ...networkProblems(form, standards, chosen),
    ...sizeProblems(form, size, standards, chosen),
  ];
}
