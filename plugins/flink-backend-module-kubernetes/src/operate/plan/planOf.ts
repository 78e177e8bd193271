import {
  type ActionRequest,
  type Observation,
} from '@flink-portal/backstage-plugin-flink-common';
import type { RuntimePlan } from '@flink-portal/backstage-plugin-flink-node';
import { lastSpecWrite } from '../../resources';
import { configurationOf } from '../../translate/configuration';
import { iso } from '../../translate/iso';
import { legalityFactsOf } from '../legality/LegalityFacts';
import { notNow } from '../legality/notNow';
import { NoCall, type Intention } from '../patch/Intention';
import { callOf } from '../patch/callOf';
import { intentionOf } from '../patch/intentionOf';
import { dryRun, type Trial } from '../send/dryRun';
import type { Writer } from '../send/Writer';
import type { FreshDeployment } from '../target/FreshDeployment';
import { snapshotObjectOf } from '../target/namedSnapshot';
import { tokenOf } from '../target/SeenToken';
import { alternativesOf } from './alternatives';
import { changesOf, redactedJson } from './changes';
import { documentedFor } from './documented';
import { disposes, lossesOf } from './losses';
import { restorePointOf } from './restorePoint';
import { stepsOf } from './steps';
import { interrupts } from './UpgradePath';
import { warn, warningsOf } from './warnings';

/** What a plan is made from. */
export interface PlanInput {
  readonly request: ActionRequest;
  readonly fresh: FreshDeployment;
  readonly observation: Observation;
  readonly writer: Writer;
  readonly nowMs: number;
}

/** Says what an action would do, after trying it without effect. */
export async function planOf(input: PlanInput): Promise<RuntimePlan> {
  const { request, fresh, observation, nowMs } = input;
  const illegal = illegalNow(fresh, request);
  const intended = illegal === undefined ? intend(input) : { illegal };
  const trial: Trial = intended.intention
    ? await dryRun(fresh, intended.intention, input.writer)
    : {};
  const refused = intended.illegal ?? trial.refused;
  const restorePoint = restorePointOf(fresh, request, observation, nowMs);
  return {
    target: targetOf(fresh, request),
    ...(refused === undefined ? {} : { illegal: refused }),
    call: shownCall(fresh, intended.intention),
    changes: intended.intention ? changesOf(fresh, intended.intention) : [],
    steps: stepsOf(request, staysSuspended(fresh, request)),
    interrupts: interrupts(fresh, request),
    documented: documentedFor(fresh, request),
    ...(restorePoint ? { restorePoint } : {}),
    warnings: [
      ...(trial.notTried ? [warn('not-tried', 'info', trial.notTried)] : []),
      ...warningsOf(fresh, request, observation),
    ],
    losses: lossesOf(fresh, request, observation, nowMs),
    alternatives: alternativesOf(fresh, request),
  };
}

/** Why the action is not legal in the state that was read; parameters apart. */
export function illegalNow(
  fresh: FreshDeployment,
  request: ActionRequest,
): string | undefined {
  const facts = legalityFactsOf(fresh);
  return notNow(request.kind, facts) ?? undeletable(fresh, request);
}

/** A change to a suspended application that leaves it suspended. */
export function staysSuspended(
  fresh: FreshDeployment,
  request: ActionRequest,
): boolean {
  return fresh.view.wantsSuspended && request.kind !== 'start';
}

function undeletable(
  fresh: FreshDeployment,
  request: ActionRequest,
): string | undefined {
  if (request.kind !== 'deleteSnapshot') return undefined;
  const snapshot = fresh.snapshots?.find(
    ({ name }) => name === request.snapshotName,
  );
  if (!snapshot) {
    return `There is no snapshot ${request.snapshotName} of this application any more.`;
  }
  if (!snapshotObjectOf(fresh, request)) {
    return `${request.snapshotName} is no object of its own: the operator keeps it in the status of the FlinkDeployment, where it cannot be deleted.`;
  }
  if (snapshot.status === 'creating' || snapshot.status === 'deleting') {
    return `Snapshot ${request.snapshotName} is ${
      snapshot.status === 'creating' ? 'being taken' : 'being deleted already'
    }.`;
  }
  return disposes(fresh, request) && fresh.view.jobState !== 'RUNNING'
    ? `Cannot delete snapshot ${
        request.snapshotName
      } now: its disposeOnDelete is true, so the operator has Flink delete the files, which needs the job RUNNING (it is ${
        fresh.view.jobState ?? 'unknown'
      }). The object would hang in its finalizer.`
    : undefined;
}

function intend({ fresh, request, nowMs }: PlanInput): {
  readonly intention?: Intention;
  readonly illegal?: string;
} {
  try {
    return {
      intention: intentionOf(fresh, request, {
        actionId: 'plan',
        requestedBy: 'plan',
        atMs: nowMs,
      }),
    };
  } catch (error) {
    if (error instanceof NoCall) return { illegal: error.message };
    throw error;
  }
}

function targetOf(
  fresh: FreshDeployment,
  request: ActionRequest,
): RuntimePlan['target'] {
  const written = lastSpecWrite(fresh.deployment.metadata);
  return {
    version: String(fresh.generation),
    token: tokenOf(fresh, request),
    ...(written ? { versionAt: iso(written.atMs) } : {}),
    ...(written?.manager ? { versionBy: written.manager } : {}),
    configuration: configurationOf(fresh.view, fresh.facts),
  };
}

function shownCall(
  fresh: FreshDeployment,
  intention: Intention | undefined,
): RuntimePlan['call'] {
  if (!intention) return { operation: 'none', body: '' };
  const { method, path, body } = callOf(fresh.place, intention, {
    actionId: '<id of the action>',
    resourceVersion: '<read just before>',
  });
  return {
    operation: `${method} ${path
      .split('?')[0]
      .replace(/^\/apis\/flink\.apache\.org\/v1beta1/, '')}`,
    body: JSON.stringify(withNames(redactedJson(body)), null, 2),
  };
}

/** A plan has no action id and no person yet. */
function withNames(body: unknown): unknown {
  return JSON.parse(
    JSON.stringify(body)
      .replace(/-portal-plan"/g, '-portal-<id of the action>"')
      .replace(/:"plan"/g, ':"<of the action>"'),
  );
}
