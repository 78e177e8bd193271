import type { ActionRequest } from '@flink-portal/backstage-plugin-flink-common';
import type { JsonObject } from '@backstage/types';
import type { PlanWarning } from '@flink-portal/backstage-plugin-flink-node';
import { NoCall } from '../patch/Intention';
import { rollbackSpec } from '../patch/rollbackSpec';
import { parseImage, upgradeSpec } from '../patch/upgradeSpec';
import type { FreshDeployment } from '../target/FreshDeployment';

// Source: operator 1.15 deploys Flink 1.16 and later, and leaves older lines alone with an event.
const OLDEST = [1, 16];

/** What another version runs into. */
export function upgradeWarnings(
  fresh: FreshDeployment,
  request: Extract<ActionRequest, { kind: 'upgrade' | 'rollback' }>,
): PlanWarning[] {
  const spec = changedSpec(fresh, request);
  const warnings: PlanWarning[] = [];
  const before = fresh.view.spec.flinkVersion;
  const after = spec?.flinkVersion;
  if (typeof after === 'string') {
    const lower = isLower(numbers(after), numbers(before));
    warnings.push({
      code: 'flink-version-change',
      severity: lower ? 'danger' : 'warning',
      message: lower
        ? `Flink ${before} becomes ${after}: an older Flink is not guaranteed to read the state of a newer one.`
        : `Flink ${
            before ?? 'of the image'
          } becomes ${after}. The image must hold that version too, and the operator does not roll back across Flink versions.`,
    });
    if (isLower(numbers(after), OLDEST)) {
      warnings.push({
        code: 'unsupported-flink-version',
        severity: 'danger',
        message: `Operators of release 1.15 do not deploy ${after}: they say so in an event, do nothing, and the old job keeps running.`,
      });
    }
  }
  if (
    typeof spec?.image === 'string' &&
    parseImage(fresh.view.spec.image ?? '').digest
  ) {
    warnings.push({
      code: 'digest-dropped',
      severity: 'info',
      message:
        'The image is pinned by a digest now; afterwards it is named by its tag alone.',
    });
  }
  return warnings;
}

function changedSpec(
  fresh: FreshDeployment,
  request: Extract<ActionRequest, { kind: 'upgrade' | 'rollback' }>,
): JsonObject | undefined {
  try {
    return request.kind === 'upgrade'
      ? upgradeSpec(fresh, request)
      : rollbackSpec(fresh);
  } catch (error) {
    // The plan says so itself.
    if (error instanceof NoCall) return undefined;
    throw error;
  }
}

function numbers(version: string | undefined): readonly number[] {
  return (version?.match(/\d+/g) ?? []).map(Number);
}

function isLower(one: readonly number[], other: readonly number[]): boolean {
  if (one.length < 2 || other.length < 2) return false;
  return one[0] !== other[0] ? one[0] < other[0] : one[1] < other[1];
}
