import type { flinkApi } from '@flink-portal/backstage-plugin-flink-common';

/** Why an application that came up unhealthy did so, in words; undefined while nothing says so. */
export function causeOf(
  detail: flinkApi.ApplicationDetail,
): string | undefined {
  const { findings, firstFault, name, verdict } = detail;
  const cause = findings.find(
    ({ role, severity }) => role === 'cause' && severity === 'unhealthy',
  );
  if (verdict !== 'Unhealthy' || !cause) {
    return undefined;
  }
  return [
    `${name} is unhealthy: ${cause.title}.`,
    cause.message,
    ...(firstFault
      ? [`First fault: ${firstFault.exceptionClass}: ${firstFault.message}`]
      : []),
    cause.nextStep,
  ].join(' ');
}
