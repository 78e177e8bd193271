import type {
  BackstageCredentials,
  PermissionsRegistryService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import {
  AuthorizeResult,
  type PermissionCriteria,
} from '@backstage/plugin-permission-common';
import {
  createConditionTransformer,
  type ConditionTransformer,
} from '@backstage/plugin-permission-node';
import {
  flinkApplicationCreatePermission,
  flinkApplicationReadPermission,
  flinkClaimReadPermission,
  flinkSourceReadPermission,
  flinkTemplateRunReadPermission,
} from '@flink-portal/backstage-plugin-flink-common';
import {
  flinkApplicationResourceRef,
  type FlinkApplicationFilter,
} from '@flink-portal/backstage-plugin-flink-node';

/** What of the inventory a caller may see. */
export type Visibility =
  | { readonly kind: 'all' }
  | {
      readonly kind: 'some';
      readonly criteria: PermissionCriteria<FlinkApplicationFilter>;
    };

/** Asks the permission framework, and takes anything but a clear yes for a no. */
export class Authorizer {
  private readonly toFilter: ConditionTransformer<FlinkApplicationFilter>;

  constructor(
    private readonly permissions: PermissionsService,
    registry: PermissionsRegistryService,
  ) {
    this.toFilter = createConditionTransformer(
      registry.getPermissionRuleset(flinkApplicationResourceRef),
    );
  }

  /** @throws NotAllowedError when the caller may see no application at all */
  async visibility(credentials: BackstageCredentials): Promise<Visibility> {
    const [decision] = await this.permissions.authorizeConditional(
      [{ permission: flinkApplicationReadPermission }],
      { credentials },
    );
    if (decision.result === AuthorizeResult.CONDITIONAL) {
      return { kind: 'some', criteria: this.toFilter(decision.conditions) };
    }
    if (decision.result !== AuthorizeResult.ALLOW) {
      throw new NotAllowedError('You may not see Flink applications');
    }
    return { kind: 'all' };
  }

  /** @throws NotAllowedError */
  async application(
    credentials: BackstageCredentials,
    applicationId: string,
  ): Promise<void> {
    const [decision] = await this.permissions.authorize(
      [
        {
          permission: flinkApplicationReadPermission,
          resourceRef: applicationId,
        },
      ],
      { credentials },
    );
    if (decision.result !== AuthorizeResult.ALLOW) {
      throw new NotAllowedError('You may not see this Flink application');
    }
  }

  /** @throws NotAllowedError */
  async claims(credentials: BackstageCredentials): Promise<void> {
    const [decision] = await this.permissions.authorize(
      [{ permission: flinkClaimReadPermission }],
      { credentials },
    );
    if (decision.result !== AuthorizeResult.ALLOW) {
      throw new NotAllowedError(
        'You may not see which entities claim applications that do not confirm them; that is for platform owners',
      );
    }
  }

  /** @throws NotAllowedError */
  async templateRuns(credentials: BackstageCredentials): Promise<void> {
    const [decision] = await this.permissions.authorize(
      [{ permission: flinkTemplateRunReadPermission }],
      { credentials },
    );
    if (decision.result !== AuthorizeResult.ALLOW) {
      throw new NotAllowedError(
        'You may not see how long templates take; that is for platform owners',
      );
    }
  }

  /** @throws NotAllowedError */
  async creation(credentials: BackstageCredentials): Promise<void> {
    const [decision] = await this.permissions.authorize(
      [{ permission: flinkApplicationCreatePermission }],
      { credentials },
    );
    if (decision.result !== AuthorizeResult.ALLOW) {
      throw new NotAllowedError(
        'You may not create Flink applications from the portal; that needs the permission flink.application.create',
      );
    }
  }

  /** @throws NotAllowedError */
  async sources(credentials: BackstageCredentials): Promise<void> {
    const [decision] = await this.permissions.authorize(
      [{ permission: flinkSourceReadPermission }],
      { credentials },
    );
    if (decision.result !== AuthorizeResult.ALLOW) {
      throw new NotAllowedError('You may not see where Flink is read from');
    }
  }
}
