import {
  formatDurationMs,
  isDestructive,
  type ActionRequest,
} from '@flink-portal/backstage-plugin-flink-common';
import type { ActionNeeds } from '../../schema/openapi/generated/models';
import type { LifecycleSettings } from '../config/LifecycleSettings';

/** What an action is about, as far as its needs depend on it. */
export interface NeedsInput {
  readonly request: ActionRequest;
  readonly applicationName: string;
  /** As shown; an entity that nothing confirms may say it. */
  readonly environment?: string;
  /** As the application itself or an entity that it names says it. */
  readonly confirmedEnvironment?: string;
}

/**
 * What a confirmation has to bring. Of the shown and the confirmed environment the stricter counts, and one
 * that nobody knows is as strict as any: a stranger's entity must not make production look like a playground.
 */
export function needsOf(
  settings: Pick<LifecycleSettings, 'protectedEnvironments' | 'approvals'>,
  input: NeedsInput,
): ActionNeeds {
  const { request, applicationName } = input;
  const environments = [input.environment, input.confirmedEnvironment];
  const isOneOf = (names: readonly string[]) =>
    environments.some(each => each === undefined || includes(names, each));
  const approval = settings.approvals.find(
    rule =>
      (rule.actions === 'all' || rule.actions.includes(request.kind)) &&
      (rule.environments === undefined || isOneOf(rule.environments)),
  );
  return {
    ...(isDestructive(request) && { typedName: applicationName }),
    reason: isOneOf(settings.protectedEnvironments),
    ...(approval && {
      approval: {
        message: `A second person has to approve this within ${formatDurationMs(
          approval.expiresAfterMs,
        )}. Until then nothing is sent.`,
        expiresAfterMs: approval.expiresAfterMs,
      },
    }),
  };
}

function includes(names: readonly string[], environment: string): boolean {
  const plain = (text: string) => text.trim().toLocaleLowerCase('en-US');
  return names.some(name => plain(name) === plain(environment));
}
