import type { flinkApi } from '@flink-portal/backstage-plugin-flink-common';

/** Whether somebody should look: an application does not confirm an entity that names it. */
export function isOpen({ claims }: flinkApi.ClaimConflict): boolean {
  return claims.some(({ confirmed }) => !confirmed);
}
