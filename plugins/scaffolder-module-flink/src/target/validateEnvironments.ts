import type { CustomFieldValidator } from '@backstage/plugin-scaffolder-react';

/** Keeps the form on its page until an environment is chosen. */
export const validateEnvironments: CustomFieldValidator<string[]> = (
  environments,
  validation,
) => {
  if (!environments?.some(name => typeof name === 'string')) {
    validation.addError('Choose at least one environment.');
  }
};
