import { InputError } from '@backstage/errors';
import type { Config } from '@backstage/config';
import {
  parseStandards,
  type PlatformStandards,
} from '@flink-portal/backstage-plugin-flink-common';

/**
 * The platform's standards, as the portal's configuration has them now: read at every run, so that a changed
 * file counts without a restart where the configuration is watched.
 *
 * @throws InputError when there are none, or they are wrong
 */
export function readStandards(config: Config): PlatformStandards {
  const standards = config.getOptional('flink.standards');
  if (standards === undefined) {
    throw new InputError(
      "This portal has no Flink standards, so no job can be checked against them. Set flink.standards in the portal's configuration, usually to `$include: templates/standards.yaml`.",
    );
  }
  return parseStandards(standards);
}
