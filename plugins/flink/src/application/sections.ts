import type { flinkApi } from '@flink-portal/backstage-plugin-flink-common';
import { SECTIONS, type Section } from '../routes';

/** Which sections an application has: only Kubernetes reports events. */
export function sectionsOf(application: flinkApi.ApplicationDetail): Section[] {
  return SECTIONS.filter(
    section =>
      section !== 'events' ||
      application.events.length > 0 ||
      application.runtime === 'kubernetes',
  );
}

/** A tab's words with its count; a list that could not be read has no count. */
export function sectionTitle(
  section: Section,
  application: flinkApi.ApplicationDetail,
): string {
  const withCount = (
    title: string,
    part: flinkApi.PartStatusPartEnum,
    count: number,
  ) => {
    const status = application.parts.find(({ part: name }) => name === part);
    return status?.status === 'read' ? `${title} (${count})` : title;
  };
  switch (section) {
    case 'metrics':
      return 'Metrics';
    case 'exceptions':
      return application.firstFault ? 'Exceptions (first fault)' : 'Exceptions';
    case 'actions':
      return 'Actions';
    case 'operations':
      return withCount(
        'Operations',
        'operations',
        application.operations.length,
      );
    case 'snapshots':
      return withCount('Snapshots', 'snapshots', application.snapshots.length);
    case 'events':
      return withCount('Events', 'events', application.events.length);
    default:
      return application.findings.length > 0
        ? `Overview (${application.findings.length})`
        : 'Overview';
  }
}
