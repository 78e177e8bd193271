import { parseEntityRef } from '@backstage/catalog-model';

/** Who did it, as one says it: the name of a user's entity ref, or the word the runtime gave. */
export function personName(initiatedBy: string): string {
  return initiatedBy.startsWith('user:')
    ? parseEntityRef(initiatedBy).name
    : initiatedBy;
}
