import type { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';

/** What of a form a field looks at: the answers so far, of every page. */
export interface AnswersSoFar {
  readonly name?: string;
  readonly environments?: readonly string[];
  readonly region?: string;
  readonly namespace?: string;
}

/** Which of the two ways to run a job the template is for. */
export type Target = 'managed' | 'eks';

/** Options every field of the suite takes from its template. */
export interface TargetOptions {
  readonly target?: Target;
}

/** The props of one field. */
export type FieldProps<T, O = TargetOptions> = FieldExtensionComponentProps<
  T,
  O
>;

/** The answers of the whole form, as far as they are given. */
export function answersOf<T, O>(props: FieldProps<T, O>): AnswersSoFar {
  // The form's context is untyped; only what is checked here is used.
  const answers: unknown = props.formContext?.formData;
  return typeof answers === 'object' && answers !== null ? answers : {};
}

/** The template's target; fields are of no use without it. */
export function targetOf<T>(props: FieldProps<T>): Target {
  return props.uiSchema['ui:options']?.target ?? 'managed';
}
