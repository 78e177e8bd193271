import type { Runtime } from '@flink-portal/backstage-plugin-flink-common';
import { runtimeName } from '../text';

/** The runtime as people call it. @public */
export function RuntimeName(props: { runtime: Runtime }) {
  return <span>{runtimeName(props.runtime)}</span>;
}
