import type {
  AuthService,
  BackstageCredentials,
  PermissionsService,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  ACTION_KINDS,
  flinkActionPermissions,
  flinkApplicationApprovePermission,
  type ActionKind,
} from '@flink-portal/backstage-plugin-flink-common';
import type { Ownership } from '../claims/Ownership';
import { explainDenial } from './explainDenial';

/** Whether the caller has the permission for an action, and why not. */
export interface ActionRight {
  readonly allowed: boolean;
  /** A sentence; there when it is not allowed. */
  readonly reason?: string;
}

/** What rights are decided from. */
export interface ActionRightsOptions {
  readonly auth: Pick<AuthService, 'isPrincipal'>;
  readonly permissions: Pick<PermissionsService, 'authorize'>;
  readonly userInfo: UserInfoService;
  readonly ownership: {
    read(applicationId: string): Promise<Ownership | undefined>;
  };
}

const NOT_A_PERSON =
  'Only a signed-in person can act on an application: an action needs somebody who answers for it.';

/** Who may do what to an application. Takes anything but a clear yes for a no. */
export class ActionRights {
  constructor(private readonly options: ActionRightsOptions) {}

  /**
   * The caller's right to every kind of action, from one question to the permission framework. Says nothing
   * on whether the runtime could do it now.
   */
  async of(
    credentials: BackstageCredentials,
    applicationId: string,
  ): Promise<ReadonlyMap<ActionKind, ActionRight>> {
    const allowed = await this.authorize(
      credentials,
      applicationId,
      ACTION_KINDS.map(kind => flinkActionPermissions[kind]),
    );
    const explain = allowed.every(Boolean)
      ? undefined
      : await this.explainer(credentials, applicationId);
    return new Map(
      ACTION_KINDS.map((kind, index): [ActionKind, ActionRight] => [
        kind,
        allowed[index]
          ? { allowed: true }
          : { allowed: false, reason: explain?.(kind) ?? NOT_A_PERSON },
      ]),
    );
  }

  /** @throws NotAllowedError with a sentence that says why */
  async assert(
    credentials: BackstageCredentials,
    applicationId: string,
    kind: ActionKind,
  ): Promise<void> {
    const [allowed] = await this.authorize(credentials, applicationId, [
      flinkActionPermissions[kind],
    ]);
    if (!allowed) {
      const explain = await this.explainer(credentials, applicationId);
      throw new NotAllowedError(explain(kind));
    }
  }

  /** Whether the caller may approve or reject what somebody else asked for. */
  async mayApprove(
    credentials: BackstageCredentials,
    applicationId: string,
  ): Promise<boolean> {
    const [allowed] = await this.authorize(credentials, applicationId, [
      flinkApplicationApprovePermission,
    ]);
    return allowed;
  }

  /** Why the caller can do nothing to an application, in a sentence. */
  async explain(
    credentials: BackstageCredentials,
    applicationId: string,
  ): Promise<string> {
    return (await this.explainer(credentials, applicationId))();
  }

  /**
   * The signed-in person behind a request, as an entity ref.
   *
   * @throws NotAllowedError for services and for nobody
   */
  person(credentials: BackstageCredentials): string {
    if (!this.options.auth.isPrincipal(credentials, 'user')) {
      throw new NotAllowedError(NOT_A_PERSON);
    }
    return credentials.principal.userEntityRef;
  }

  private async authorize(
    credentials: BackstageCredentials,
    applicationId: string,
    permissions: ReadonlyArray<typeof flinkApplicationApprovePermission>,
  ): Promise<boolean[]> {
    // The framework allows services everything; an action is never a service's own.
    if (!this.options.auth.isPrincipal(credentials, 'user')) {
      return permissions.map(() => false);
    }
    const decisions = await this.options.permissions.authorize(
      permissions.map(permission => ({
        permission,
        resourceRef: applicationId,
      })),
      { credentials },
    );
    return permissions.map(
      (_, index) => decisions[index]?.result === AuthorizeResult.ALLOW,
    );
  }

  private async explainer(
    credentials: BackstageCredentials,
    applicationId: string,
  ): Promise<(kind?: ActionKind) => string> {
    if (!this.options.auth.isPrincipal(credentials, 'user')) {
      return () => NOT_A_PERSON;
    }
    const [ownership, { ownershipEntityRefs }] = await Promise.all([
      this.options.ownership.read(applicationId),
      this.options.userInfo.getUserInfo(credentials),
    ]);
    return kind => explainDenial(kind, ownership, ownershipEntityRefs);
  }
}
