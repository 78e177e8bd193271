import type { CustomFieldValidator } from '@backstage/plugin-scaffolder-react';
import { flinkApiRef } from '@flink-portal/backstage-plugin-flink-react';
import { isJobName, NAME_PROBLEM } from './isJobName';
import { takenBy } from './takenBy';

/** Keeps the form on its page while the name is malformed or taken. The server checks again. */
export const validateJobName: CustomFieldValidator<string> = async (
  name,
  validation,
  { apiHolder },
) => {
  if (!name || !isJobName(name)) {
    validation.addError(NAME_PROBLEM);
    return;
  }
  const api = apiHolder.get(flinkApiRef);
  // A fleet that cannot be read must not stop a form: flink:validate asks again before anything is made.
  const page = await api
    ?.listApplications({ q: name, limit: 20 })
    .catch(() => undefined);
  const taken = takenBy(name, page?.items ?? []);
  if (taken.length > 0) {
    validation.addError(
      `An application of this name is in ${taken.join(', ')}`,
    );
  }
};
