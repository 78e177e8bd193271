import type { CustomFieldValidator } from '@backstage/plugin-scaffolder-react';

/** Keeps the form on its page until a repository is named whole. What it may be called is for its host to say. */
export const validateRepository: CustomFieldValidator<string> = (
  repoUrl,
  validation,
) => {
  const [host, query = ''] = (repoUrl ?? '').split('?');
  const asked = new URLSearchParams(query);
  if (!host) {
    validation.addError('Choose the host.');
  }
  if (!asked.get('owner') && !asked.get('project') && !asked.get('workspace')) {
    validation.addError('Say who owns the repository.');
  }
  if (!asked.get('repo')) {
    validation.addError('Name the repository.');
  }
};
