import {
  learn,
  type KnownApplication,
  type Observation,
} from '@flink-portal/backstage-plugin-flink-common';
import { readFlinkConfig } from '../config';
import { ApplicationJudge } from '../judge/ApplicationJudge';
import type { JudgedApplication } from '../judge/JudgedApplication';
import { mockServices } from '@backstage/backend-test-utils';
import { identity, observation } from './observations';
import { phaseRules } from './phaseRules';

/** An application of the test account as it is written after one reading. */
export function judged(
  name: string,
  nowMs: number,
  overrides: Parameters<typeof observation>[2] = {},
  firstSeenAtMs = nowMs,
): JudgedApplication {
  return judgedFrom(
    observation(identity(name), nowMs, overrides),
    nowMs,
    firstSeenAtMs,
  );
}

/** The same from a reading that the test made. */
export function judgedFrom(
  reading: Observation,
  nowMs: number,
  firstSeenAtMs = nowMs,
): JudgedApplication {
  const known: KnownApplication = learn(undefined, reading);
  return new ApplicationJudge(
    phaseRules,
    readFlinkConfig(mockServices.rootConfig()).thresholdsFor,
  ).judge({
    known,
    series: [],
    restartCounters: [],
    pollIntervalMs: 60_000,
    firstSeenAtMs,
    nowMs,
  });
}
