import {
  dataSinkSchema,
  dataSourceSchema,
} from '@flink-portal/backstage-plugin-flink-common';
import type { CustomFieldValidator } from '@backstage/plugin-scaffolder-react';
import {
  kindForm,
  type EndpointDraft,
  type EndpointRole,
} from './endpointKinds';

/** What of a source or sink is missing or malformed, a sentence each; the schema is the server's own. */
export function endpointProblems(
  draft: EndpointDraft | undefined,
  role: EndpointRole,
): string[] {
  if (!draft?.kind) {
    return [
      `Choose what the job ${role === 'source' ? 'reads from' : 'writes to'}.`,
    ];
  }
  const schema = role === 'source' ? dataSourceSchema : dataSinkSchema;
  const parsed = schema.safeParse(draft);
  const inputs = kindForm(draft.kind, role)?.inputs ?? [];
  return parsed.success
    ? []
    : parsed.error.issues.map(({ path, message }) => {
        const name = String(path.at(0) ?? '');
        const label = inputs.find(input => input.name === name)?.label ?? name;
        return draft[name] === undefined
          ? `${label} is missing.`
          : `${label}: ${message}.`;
      });
}

/** Keeps the form on its page until the source is complete. */
export const validateSource: CustomFieldValidator<EndpointDraft> = (
  draft,
  validation,
) => {
  endpointProblems(draft, 'source').forEach(problem =>
    validation.addError(problem),
  );
};

/** Keeps the form on its page until the sink is complete. */
export const validateSink: CustomFieldValidator<EndpointDraft> = (
  draft,
  validation,
) => {
  endpointProblems(draft, 'sink').forEach(problem =>
    validation.addError(problem),
  );
};
