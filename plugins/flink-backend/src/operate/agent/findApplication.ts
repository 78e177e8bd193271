import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import type { ApplicationRow } from '../../store/rows';
import type { AgentTools } from './AgentTools';

/**
 * The row of an application that the caller may see.
 *
 * @throws NotAllowedError, NotFoundError
 */
export async function findApplication(
  { authorizer, inventory }: Pick<AgentTools, 'authorizer' | 'inventory'>,
  credentials: BackstageCredentials,
  applicationId: string,
): Promise<ApplicationRow> {
  await authorizer.application(credentials, applicationId);
  const row = await inventory.get(applicationId);
  if (!row) {
    throw new NotFoundError(
      `The portal knows no Flink application "${applicationId}"`,
    );
  }
  return row;
}
