import type { JobPlan } from '@flink-portal/backstage-plugin-flink-common';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { planOfForm } from '../planExample';
import { renderLayers } from '../renderLayers';

/** A folder for rendered repositories, which goes away after the tests of the block that asks for it. */
export function renderFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'eks-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Renders what a repository on EKS has besides its language. */
export async function renderEks(
  form: Record<string, unknown>,
  into: string,
): Promise<JobPlan> {
  const plan = planOfForm(form);
  await renderLayers(plan, into, ['common', 'eks']);
  return plan;
}
