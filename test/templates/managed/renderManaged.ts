import type { JobPlan } from '@flink-portal/backstage-plugin-flink-common';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { planOfForm } from '../planExample';
import { renderLayers } from '../renderLayers';

/** An empty folder for rendered repositories; whoever asks for it removes it. */
export async function renderFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'managed-'));
}

/** Renders what a repository on Managed Flink has besides its language. */
export async function renderManaged(
  form: Record<string, unknown>,
  into: string,
): Promise<JobPlan> {
  const plan = planOfForm(form);
  await renderLayers(plan, into, ['common', 'managed']);
  return plan;
}
