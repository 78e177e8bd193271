import {
  redactText,
  type ObservedState,
  type RuntimeCondition,
} from '@flink-portal/backstage-plugin-flink-common';
import { parseStatusError } from '../resources';
import type { FlinkBlueGreenDeployment, FlinkDeployment } from '../resources';
import { iso } from './iso';
import { DELETE_EXPECTED_MS, NOT_OBSERVED_FOR_MS } from './stateRules';

/** The label of a FlinkDeployment that a FlinkBlueGreenDeployment made. Source: operator 1.15. */
const COLOUR_LABEL = 'flink/blue-green-deployment-type';

/** The name of the FlinkBlueGreenDeployment that a FlinkDeployment belongs to. */
export function blueGreenOwnerOf(
  deployment: FlinkDeployment,
): string | undefined {
  return deployment.metadata.ownerReferences.find(
    ({ kind }) => kind === 'FlinkBlueGreenDeployment',
  )?.name;
}

/** The colour that serves now: the one a transition leaves, until it is over. */
function activeColour(state: string | undefined): 'BLUE' | 'GREEN' | undefined {
  switch (state) {
    case 'ACTIVE_BLUE':
    case 'INITIALIZING_BLUE':
    case 'SAVEPOINTING_BLUE':
    case 'TRANSITIONING_TO_GREEN':
      return 'BLUE';
    case 'ACTIVE_GREEN':
    case 'SAVEPOINTING_GREEN':
    case 'TRANSITIONING_TO_BLUE':
      return 'GREEN';
    default:
      return undefined;
  }
}

/** The child that serves now; without a state (unreadable parent), the one whose job runs. */
export function activeChild(
  blueGreen: FlinkBlueGreenDeployment | undefined,
  children: readonly FlinkDeployment[],
): FlinkDeployment | undefined {
  const colour = activeColour(blueGreen?.status?.blueGreenState);
  return (
    children.find(
      ({ metadata }) => colour && metadata.labels[COLOUR_LABEL] === colour,
    ) ??
    children.find(({ status }) => status?.jobStatus?.state === 'RUNNING') ??
    children[0]
  );
}

/** The state of a pair that has no child yet. */
export function stateOfPairAlone(
  { status, metadata }: FlinkBlueGreenDeployment,
  nowMs: number,
): ObservedState {
  const createdAtMs = metadata.creationTimestamp ?? nowMs;
  const ignored = !status && nowMs - createdAtMs >= NOT_OBSERVED_FOR_MS;
  return {
    phase: ignored ? 'unrecognized' : 'changing',
    verbatim: [],
    ...(ignored
      ? {}
      : {
          change: {
            kind: 'create',
            startedAt: iso(createdAtMs),
            verbatim: status?.blueGreenState ?? 'no status yet',
          },
        }),
    conditions: ignored
      ? [
          {
            code: 'operatorNotWatching',
            message:
              'The operator has not written a status: it is down, it does not watch this namespace, or it is too old for blue/green.',
            since: iso(createdAtMs),
            evidence: 'status absent',
          },
        ]
      : [],
  };
}

/** Adds what the parent says to the state of its active child. */
export function withBlueGreen(
  state: ObservedState,
  blueGreen: FlinkBlueGreenDeployment,
  nowMs: number,
): ObservedState {
  const { status, metadata } = blueGreen;
  const word = status?.blueGreenState;
  const inTransition =
    word?.startsWith('TRANSITIONING_') || word?.startsWith('SAVEPOINTING_');
  const failed =
    status?.jobStatus?.state === 'FAILING' || Boolean(status?.error);
  const conditions: RuntimeCondition[] = failed
    ? [
        {
          code: 'changeFailed',
          message: redactText(
            parseStatusError(status?.error)?.message ??
              'The switch to the other colour failed; the previous one keeps running.',
          ),
          evidence: `blueGreenState = ${word}, jobStatus.state = ${status?.jobStatus?.state}`,
        },
      ]
    : [];
  const deletedAtMs = metadata.deletionTimestamp;
  if (deletedAtMs !== undefined && nowMs - deletedAtMs >= DELETE_EXPECTED_MS) {
    conditions.push({
      code: 'deleteStalled',
      message:
        'The object waits for its finalizer: the operator has not cleaned up.',
      since: iso(deletedAtMs),
      evidence: 'metadata.deletionTimestamp set',
    });
  }
  return {
    ...state,
    ...(inTransition && state.phase !== 'failed' ? { phase: 'changing' } : {}),
    ...(deletedAtMs === undefined
      ? {}
      : {
          phase: 'changing',
          change: {
            kind: 'delete',
            startedAt: iso(deletedAtMs),
            verbatim: word ?? 'DELETING',
          },
        }),
    ...(inTransition && deletedAtMs === undefined
      ? {
          change: {
            kind: 'update',
            startedAt: iso(
              status?.lastReconciledTimestamp ??
                metadata.creationTimestamp ??
                nowMs,
            ),
            verbatim: word ?? '',
          },
        }
      : {}),
    verbatim: [
      ...(word ? [{ label: 'Blue/green', value: word }] : []),
      ...state.verbatim,
    ],
    conditions: [
      ...conditions,
      ...state.conditions.filter(
        ({ code }) => !conditions.some(added => added.code === code),
      ),
    ],
  };
}
