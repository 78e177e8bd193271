import { InputError } from '@backstage/errors';
import type { ActionNeeds } from '../../schema/openapi/generated/models';

/**
 * Checks what a confirmation brought.
 *
 * @throws InputError saying what is missing
 */
export function checkNeeds(
  needs: ActionNeeds,
  brought: { readonly typedName?: string; readonly reason?: string },
): void {
  if (needs.typedName !== undefined && brought.typedName !== needs.typedName) {
    throw new InputError(
      `Type the application's name exactly as it is, ${needs.typedName}, to confirm this action. Nothing was sent.`,
    );
  }
  if (needs.reason && !brought.reason?.trim()) {
    throw new InputError(
      'This environment is protected: give a reason, which is kept with the action. Nothing was sent.',
    );
  }
}
