import type { FieldProps } from '../frame/fieldProps';
import { CommonChoice } from './CommonChoice';
import { namespacesFor } from './offered';

/** The Kubernetes namespace, of those in which every chosen environment lets jobs run. */
export function FlinkNamespace(props: FieldProps<string>) {
  return (
    <CommonChoice
      {...props}
      singular="Namespace"
      plural="namespaces"
      offered={namespacesFor}
    />
  );
}
