import { FlinkActionError } from '@flink-portal/backstage-plugin-flink-node';
import { verbWithObject } from '../legality/verbs';
import type { LookInput } from './LookInput';

/** It cannot be told yet whether the call was made. */
export function unsure({ order, reader }: LookInput): FlinkActionError {
  return new FlinkActionError(
    'unsure',
    `It is not known yet whether AWS took the call to ${verbWithObject(
      order.request.kind,
    )} application ${
      reader.name
    }: AWS shows neither an operation of it nor that it is safe to say there is none. The portal keeps looking.`,
  );
}
