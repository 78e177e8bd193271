import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { mockCredentials } from '@backstage/backend-test-utils';
import type {
  ActionContext,
  TemplateAction,
} from '@backstage/plugin-scaffolder-node';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import type { JsonObject } from '@backstage/types';

/** Who starts the tasks of the tests. */
export const initiator = mockCredentials.user('user:default/ada');

/** What came out of an action, or of an attempt. */
export interface ActionRun {
  readonly outputs: Record<string, unknown>;
  /** Lines of the task's log, each after its level: `info +0 s  repository`. */
  readonly log: string[];
}

/** A run that can still be looked at after it failed. */
export interface StartedRun extends ActionRun {
  readonly ended: Promise<void>;
}

/** What a test may say about the task around an action. */
export interface TaskAround {
  readonly isDryRun?: boolean;
  readonly workspacePath?: string;
  readonly signal?: AbortSignal;
  readonly credentials?: BackstageCredentials;
  readonly createTemporaryDirectory?: () => Promise<string>;
  readonly checkpoint?: ActionContext<JsonObject>['checkpoint'];
}

/** Starts an action as a step of a task of {@link initiator}. */
export function startAction<I extends JsonObject, O extends JsonObject>(
  action: TemplateAction<I, O>,
  input: I,
  around: TaskAround = {},
): StartedRun {
  const context = createMockActionContext<I, O>({
    input,
    workspacePath: around.workspacePath ?? 'no workspace',
  });
  const outputs: Record<string, unknown> = {};
  const log: string[] = [];
  const levelled = (level: string) => (message: string) => {
    log.push(`${level} ${message}`);
  };
  const ended = action.handler({
    ...context,
    ...(around.checkpoint ? { checkpoint: around.checkpoint } : {}),
    ...(around.createTemporaryDirectory
      ? { createTemporaryDirectory: around.createTemporaryDirectory }
      : {}),
    isDryRun: around.isDryRun,
    signal: around.signal,
    logger: Object.assign(context.logger, {
      info: levelled('info'),
      warn: levelled('warn'),
      error: levelled('error'),
    }),
    getInitiatorCredentials: async () => around.credentials ?? initiator,
    output: (name, value) => {
      outputs[String(name)] = value;
    },
  });
  return { outputs, log, ended };
}

/** Runs an action to its end. */
export async function runAction<I extends JsonObject, O extends JsonObject>(
  action: TemplateAction<I, O>,
  input: I,
  around?: TaskAround,
): Promise<ActionRun> {
  const { outputs, log, ended } = startAction(action, input, around);
  await ended;
  return { outputs, log };
}
