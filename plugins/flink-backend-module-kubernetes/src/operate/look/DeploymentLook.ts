import type { JsonObject } from '@backstage/types';
import { redactText } from '@flink-portal/backstage-plugin-flink-common';
import type { ActionProgress } from '@flink-portal/backstage-plugin-flink-node';
import { configured, lastSpecWrite } from '../../resources';
import { isJsonObject } from '../patch/mergePatch';
import { overwritten } from '../patch/readBack';
import { gitOpsOwner } from '../plan/gitOps';
import { stepsOf } from '../plan/steps';
import { modeOf } from '../plan/UpgradePath';
import type { FreshDeployment } from '../target/FreshDeployment';
import { describePlace } from '../target/Place';
import { notAsWanted } from './asWanted';
import { fingerprintOf, type PatchedHandle } from './Handle';
import { inForce } from './inForce';
import type { LookInput } from './LookInput';
import { failed, stepsUntil } from './progress';
import { savepointNote } from './savepointNote';
import { clock } from './clock';
import { formatDurationMs } from '@flink-portal/backstage-plugin-flink-common';

/** The operator tries again after errors; one that stands for so long is told as the outcome. */
const ERROR_GRACE_MS = 30_000;

/** One look at a FlinkDeployment whose spec was changed. */
export class DeploymentLook {
  private readonly steps;
  private readonly place: string;

  constructor(
    private readonly input: LookInput,
    private readonly handle: PatchedHandle,
    private readonly fresh: FreshDeployment,
  ) {
    this.steps = stepsOf(input.order.request, this.staysSuspended);
    this.place = describePlace(input.reader.place);
  }

  async progress(): Promise<ActionProgress> {
    return (
      this.undone() ??
      ((await this.isTakenUp())
        ? await this.afterTakenUp()
        : await this.beforeTakenUp())
    );
  }

  private get staysSuspended(): boolean {
    const { kind } = this.input.order.request;
    return (
      this.fresh.view.wantsSuspended && kind !== 'stop' && kind !== 'forceStop'
    );
  }

  /** The change is not what the spec says now. */
  private undone(): ActionProgress | undefined {
    const { fresh, handle } = this;
    if (fresh.uid !== handle.uid) {
      return this.fails(
        'accepted',
        `${this.place} was deleted and made anew while the change was followed.`,
      );
    }
    if (handle.dropped) {
      return this.fails(
        'accepted',
        `The API server dropped a part of the change (${handle.dropped.join(
          ', ',
        )}): the FlinkDeployment CRD does not know it. The rest was written. Upgrade the operator’s CRDs and review the spec.`,
      );
    }
    if (fresh.deployment.metadata.deletionTimestamp !== undefined) {
      return this.fails('accepted', `${this.place} is being deleted.`);
    }
    const changed =
      handle.fields && fresh.generation > handle.generation
        ? overwritten(handle.fields, fresh.spec)
        : [];
    const missing = changed.length > 0 ? changed : this.notAsWanted();
    if (missing.length === 0) return undefined;
    const owner = gitOpsOwner(fresh.deployment.metadata);
    const writer = lastSpecWrite(fresh.deployment.metadata)?.manager;
    return this.fails(
      'accepted',
      `The spec is not what was sent any more (${missing.join(', ')}): ${
        fresh.generation > handle.generation
          ? `somebody changed it after (generation ${handle.generation} → ${
              fresh.generation
            }${writer ? `, written by ${writer}` : ''})`
          : 'the API server did not take it over, or somebody changed it after'
      }.${
        owner
          ? ` ${owner} keeps this object; make the change where it syncs from.`
          : ''
      }`,
    );
  }

  // A rollback's target and a restore's snapshot move on by themselves; their fields are compared instead.
  private notAsWanted(): string[] {
    const { order } = this.input;
    return ['rollback', 'restore'].includes(order.request.kind)
      ? []
      : notAsWanted(this.fresh, order);
  }

  private async isTakenUp(): Promise<boolean> {
    const { fresh, handle } = this;
    const { status } = fresh.view;
    if (status?.observedGeneration !== undefined) {
      return status.observedGeneration >= handle.generation;
    }
    // Old operators do not write it: what they recorded says the same.
    const recorded = recordedSpec(
      status?.reconciliationStatus?.lastReconciledSpec.raw,
    );
    return (
      recorded !== undefined &&
      handle.fields !== undefined &&
      overwritten(handle.fields, recorded).length === 0
    );
  }

  private async beforeTakenUp(): Promise<ActionProgress> {
    const { fresh, input, handle } = this;
    const { view } = fresh;
    if (this.staysSuspended && view.lifecycle === 'CREATED') {
      return this.succeeds(
        'Recorded. It was never started; the operator takes it up when it is.',
      );
    }
    const writtenAtMs =
      lastSpecWrite(fresh.deployment.metadata)?.atMs ?? handle.sentAtMs;
    const events = await input.reader.events(
      'FlinkDeployment',
      fresh.place.name,
    );
    const refused = events.find(
      ({ reason, atMs }) =>
        (reason === 'ValidationError' ||
          reason === 'UnsupportedFlinkVersion') &&
        atMs >= writtenAtMs,
    );
    if (refused) {
      return this.fails(
        'accepted',
        refused.reason === 'ValidationError'
          ? 'The operator refused the new spec. The old one keeps running, and .spec still shows the new one; roll back to undo it.'
          : 'The operator does not support this Flink version and does nothing with the object. The old job keeps running.',
        refused.message,
      );
    }
    const error = this.standingError();
    if (error && error.forMs >= ERROR_GRACE_MS) {
      return this.failsWith('accepted', error.message);
    }
    const waits =
      modeOf(fresh) === 'savepoint' &&
      view.jobState !== 'RUNNING' &&
      !view.session
        ? ` The job is ${
            view.jobState ?? 'in no known state'
          }: the operator may be waiting for it to be RUNNING, and says nothing while it does.`
        : '';
    return this.goesOn(
      'accepted',
      `Sent ${formatDurationMs(
        Math.max(0, input.nowMs - handle.sentAtMs),
      )} ago; the operator has not taken it up yet.${waits}`,
      error?.message,
    );
  }

  private async afterTakenUp(): Promise<ActionProgress> {
    const { view } = this.fresh;
    const { lifecycle } = view;
    if (lifecycle === 'ROLLED_BACK') {
      return {
        ...this.fails(
          'deploy',
          'The operator rolled back to the last stable spec by itself. .spec still shows the spec that failed; roll back to make it what runs.',
          view.error?.message,
        ),
        status: 'rolledBack',
      };
    }
    if (lifecycle === 'ROLLING_BACK') {
      return this.goesOn(
        'deploy',
        'The new spec did not come up; the operator is rolling back to the last stable one.',
        view.error?.message,
      );
    }
    if (lifecycle === 'FAILED') {
      return this.failsWith(
        'deploy',
        view.error?.message ?? `Job status ${view.jobState ?? 'unknown'}`,
      );
    }
    return view.wantsSuspended ? this.whileStopping() : this.whileStarting();
  }

  private async whileStopping(): Promise<ActionProgress> {
    const { fresh, input, handle } = this;
    if (fresh.view.lifecycle === 'SUSPENDED') {
      return this.staysSuspended
        ? this.succeeds(
            'Recorded. It is suspended, and takes effect when it is started.',
          )
        : this.succeeds(
            `Suspended at ${clock(input.nowMs)} (took ${
              this.took
            }). ${savepointNote(fresh, handle)}`,
          );
    }
    return this.standing('suspend', 'The operator is stopping the job.');
  }

  private async whileStarting(): Promise<ActionProgress> {
    const { view } = this.fresh;
    const { jobState, jobManager, lifecycle } = view;
    if (jobState === 'CANCELED' && lifecycle === 'STABLE') {
      return this.failsWith(
        'running',
        'The job was cancelled past the operator (job status CANCELED).',
      );
    }
    const up = view.session
      ? jobManager === 'READY'
      : jobState === 'RUNNING' || jobState === 'FINISHED';
    if (lifecycle === 'STABLE' && up) {
      const force = await inForce(this.fresh, this.input);
      if (force.waitFor) return this.goesOn('running', force.waitFor);
      return this.succeeds(
        `${this.done} at ${clock(this.input.nowMs)} (took ${this.took}).${
          force.note ? ` ${force.note}` : ''
        }`,
      );
    }
    if (lifecycle === 'UPGRADING') {
      return this.standing('suspend', 'The operator is stopping what ran.');
    }
    return lifecycle === 'STABLE' && jobManager === 'READY'
      ? this.standing(
          'running',
          `The JobManager is up; the job is ${jobState ?? 'not reported yet'}.`,
        )
      : this.standing(
          'deploy',
          `The new spec is being deployed: JobManager ${
            jobManager ?? 'not reported'
          }, job ${jobState ?? 'not reported'}.`,
        );
  }

  private get done(): string {
    switch (this.input.order.request.kind) {
      case 'start':
        return 'Running';
      case 'restart':
        return 'Restarted; running again';
      case 'restore':
        return `Restored from ${this.input.order.request.snapshotName}; running`;
      case 'rollback':
        return 'Rolled back; running';
      case 'upgrade':
        return 'Upgraded; running';
      default:
        return 'Rescaled; running';
    }
  }

  private get took(): string {
    return formatDurationMs(
      Math.max(0, this.input.nowMs - this.handle.sentAtMs),
    );
  }

  /** At work, unless an error of the operator has stood for too long. */
  private standing(step: string, message: string): ActionProgress {
    const error = this.standingError();
    // With rollbacks on the operator decides itself how a bad spec ends.
    const rollsBack =
      configured(
        this.fresh.view.spec,
        'kubernetes.operator.deployment.rollback.enabled',
      ) === 'true' && step !== 'suspend';
    return error && error.forMs >= ERROR_GRACE_MS && !rollsBack
      ? this.failsWith(step, error.message)
      : this.goesOn(step, message, error?.message);
  }

  /** An error that was not there before, and for how long it stands. */
  private standingError(): { message: string; forMs: number } | undefined {
    const message = this.fresh.view.error?.message;
    if (!message || fingerprintOf(message) === this.handle.errorBefore)
      return undefined;
    return {
      message,
      forMs: this.input.nowMs - (this.handle.errorSinceMs ?? this.input.nowMs),
    };
  }

  private goesOn(
    step: string,
    message: string,
    detail?: string,
  ): ActionProgress {
    const { handle, input } = this;
    const steps = { ...handle.steps };
    const known = this.steps.some(({ id }) => id === step);
    if (known) steps[step] ??= input.nowMs;
    const error = this.standingError();
    const next: PatchedHandle = {
      ...handle,
      steps,
      errorSinceMs: error ? handle.errorSinceMs ?? input.nowMs : undefined,
    };
    return {
      status: 'underway',
      steps: stepsUntil(
        this.steps,
        step,
        'active',
        steps,
        detail && redactText(detail),
      ),
      message,
      handle: JSON.stringify(next),
    };
  }

  private succeeds(message: string): ActionProgress {
    return {
      status: 'succeeded',
      steps: stepsUntil(this.steps, undefined, 'active', this.handle.steps),
      message,
    };
  }

  private fails(
    step: string,
    message: string,
    failure?: string,
  ): ActionProgress {
    return failed(
      stepsUntil(this.steps, step, 'failed', this.handle.steps),
      message,
      failure,
    );
  }

  /** Failed in the operator's words, which goes on trying. */
  private failsWith(step: string, words: string): ActionProgress {
    const stopping = this.input.order.request.kind === 'stop';
    return {
      ...this.fails(
        step,
        'The operator took the change up and failed with it. It may try again by itself as long as the spec asks for it.',
        words,
      ),
      ...(stopping
        ? {
            alternatives: [
              {
                request: { kind: 'forceStop' as const },
                message:
                  'Force-stop ends the job without a savepoint; its plan says what that loses.',
              },
            ],
          }
        : {}),
    };
  }
}

function recordedSpec(raw: string | undefined): JsonObject | undefined {
  try {
    const parsed: unknown = raw ? JSON.parse(raw) : undefined;
    return isJsonObject(parsed) && isJsonObject(parsed.spec)
      ? parsed.spec
      : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
