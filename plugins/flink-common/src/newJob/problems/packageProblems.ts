import { javaKeywordIn } from '../javaPackage';
import type { PlanProblem } from '../JobPlan';
import type { NewJobForm } from '../NewJobForm';

/** A Java package that does not compile. */
export function packageProblems({ javaPackage }: NewJobForm): PlanProblem[] {
  const keyword = javaPackage && javaKeywordIn(javaPackage);
  return keyword
    ? [
        {
          field: 'javaPackage',
          message: `${keyword} is a word of the Java language and cannot be part of a package.`,
        },
      ]
    : [];
}
