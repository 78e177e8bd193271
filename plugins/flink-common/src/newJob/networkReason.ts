import type { PlatformStandards } from '../standards';
import type { NewJobForm } from './NewJobForm';

/** Why the application must be in a VPC; undefined when it need not. */
export function networkReason(
  form: NewJobForm,
  standards: PlatformStandards,
): string | undefined {
  if (form.source.kind === 'msk' || form.sink.kind === 'msk') {
    return 'MSK is reached in a VPC only';
  }
  if (standards.classifications[form.dataClassification]?.network) {
    return `${form.dataClassification} data must not leave the VPC`;
  }
  return form.network ? 'A VPC was asked for' : undefined;
}
