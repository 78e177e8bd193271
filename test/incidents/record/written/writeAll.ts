import { REAL_DUMPS } from './kubernetesDumps';
import { JOB_INCIDENTS } from './kubernetesJobs';
import { LOOKALIKES } from './kubernetesLookalikes';
import { EVENT_INCIDENTS } from './kubernetesEvents';
import { OPERATOR_INCIDENTS } from './kubernetesOperator';
import { POD_INCIDENTS } from './kubernetesPods';
import { SESSION_INCIDENTS } from './kubernetesSessions';
import { writeKubernetes } from './kubernetesScene';
import { MANAGED_CHANGES } from './managedChanges';
import { MANAGED_FLOW } from './managedFlow';
import { MANAGED_READING } from './managedReading';
import { writeManaged } from './managedScene';

/** Writes every fixture made by hand with the text in its name. */
export function writeAll(wanted: string): string[] {
  const kubernetes = [
    ...OPERATOR_INCIDENTS,
    ...POD_INCIDENTS,
    ...JOB_INCIDENTS,
    ...EVENT_INCIDENTS,
    ...LOOKALIKES,
    ...SESSION_INCIDENTS,
    ...REAL_DUMPS,
  ].filter(({ fixture }) => fixture.includes(wanted));
  const managed = [
    ...MANAGED_CHANGES,
    ...MANAGED_FLOW,
    ...MANAGED_READING,
  ].filter(({ fixture }) => fixture.includes(wanted));
  kubernetes.forEach(writeKubernetes);
  managed.forEach(writeManaged);
  return [...kubernetes, ...managed].map(({ fixture }) => fixture);
}
