import type { CustomFieldValidator } from '@backstage/plugin-scaffolder-react';
import { readLoad, type LoadDraft } from './loadDraft';

/** Keeps the form on its page until the load can be sized. */
export const validateLoad: CustomFieldValidator<LoadDraft> = (
  draft,
  validation,
) => {
  const { problems } = readLoad(draft ?? {});
  Object.entries(problems).forEach(([part, problem]) =>
    validation.addError(`${part}: ${problem}`),
  );
};
