import { FlinkActionError } from '@flink-portal/backstage-plugin-flink-node';
import { isJsonObject } from '../patch/mergePatch';
import { callOf } from '../patch/callOf';
import type { Intention } from '../patch/Intention';
import { notTaken } from '../patch/readBack';
import type { FreshDeployment } from '../target/FreshDeployment';
import { isStale, writeFailure } from './writeFailure';
import type { Writer } from './Writer';

/** What a trial of the very call found. */
export interface Trial {
  /** Why it would be refused; a plan with it is not legal. */
  readonly refused?: string;
  /** It could not be tried; the call itself may do. */
  readonly notTried?: string;
}

/**
 * Tries the call with `dryRun=All`: the API server validates it and asks the operator's webhook, and stores
 * nothing.
 */
export async function dryRun(
  fresh: FreshDeployment,
  intention: Intention,
  writer: Writer,
): Promise<Trial> {
  try {
    const answer = await writer.make(
      callOf(
        fresh.place,
        intention,
        { actionId: 'plan', resourceVersion: fresh.resourceVersion },
        true,
      ),
    );
    return intention.type === 'patch'
      ? readTrial(intention.spec, answer.spec)
      : {};
  } catch (error) {
    // Somebody else wrote in between, the operator's status mostly: that says nothing about the call.
    if (isStale(error)) return {};
    const failure = writeFailure(fresh.place, error);
    switch (failure.reason) {
      case 'refused':
      case 'denied':
      case 'notFound':
      case 'failed':
        return { refused: asPlanned(failure) };
      default:
        return {
          notTried: `The call could not be tried beforehand: ${causeOf(
            failure,
          )}`,
        };
    }
  }
}

function readTrial(
  spec: Parameters<typeof notTaken>[0],
  answered: unknown,
): Trial {
  const dropped = notTaken(spec, isJsonObject(answered) ? answered : {});
  return dropped.length > 0
    ? {
        refused: `The cluster would drop ${dropped.join(
          ', ',
        )}: its FlinkDeployment CRD does not know the field, or something changes it on the way. Upgrade the operator’s CRDs.`,
      }
    : {};
}

// A trial changes nothing anyhow; saying so would make readers wonder.
function asPlanned({ message }: FlinkActionError): string {
  return message.replace(/;? ?[Nn]othing was changed\.?/, '').trim();
}

function causeOf({ cause, message }: FlinkActionError): string {
  return cause instanceof Error ? cause.message : message;
}
