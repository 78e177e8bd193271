import type {
  AuthService,
  LoggerService,
  PermissionsService,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { Knex } from 'knex';
import { ClaimConflicts } from '../claims/ClaimConflicts';
import { OwnershipReader } from '../claims/OwnershipReader';
import { VisibleClaims } from '../claims/VisibleClaims';
import { ActionRights } from './ActionRights';

/** Who may do what, and by which claims. */
export interface Rights {
  readonly actionRights: ActionRights;
  readonly ownership: OwnershipReader;
  readonly visibleClaims: VisibleClaims;
  readonly claimConflicts: ClaimConflicts;
}

/** Everything that rights are told from, on one database. */
export function createRights(deps: {
  readonly knex: Knex;
  readonly auth: AuthService;
  readonly catalog: CatalogService;
  readonly logger: LoggerService;
  readonly permissions: PermissionsService;
  readonly userInfo: UserInfoService;
}): Rights {
  const ownership = new OwnershipReader(deps.knex);
  const visibleClaims = new VisibleClaims(deps.catalog, deps.logger);
  return {
    ownership,
    visibleClaims,
    actionRights: new ActionRights({ ...deps, ownership }),
    claimConflicts: new ClaimConflicts(deps.knex, visibleClaims),
  };
}
