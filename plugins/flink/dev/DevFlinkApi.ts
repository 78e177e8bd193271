import type { FlinkApi } from '@flink-portal/backstage-plugin-flink-react';
import {
  applicationDetail,
  availability,
  byVerdict,
  degraded,
  exceptionsResponse,
  fleetItems,
  fleetPage,
  metricsResponse,
  sourceList,
  timeline,
} from '../src/fixtures';

/** Answers from the tests' fixtures, so that the screens can be looked at without a backend. */
export class DevFlinkApi implements FlinkApi {
  async listApplications() {
    return fleetPage();
  }

  async getApplication(id: string) {
    const summary = fleetItems.find(item => item.id === id) ?? degraded;
    return applicationDetail({ ...summary, id });
  }

  async getApplicationMetrics() {
    return metricsResponse();
  }

  async getApplicationExceptions() {
    return exceptionsResponse();
  }

  async getApplicationTimeline() {
    return timeline();
  }

  async getApplicationAvailability() {
    return availability();
  }

  async getEntityApplications() {
    return {
      items: [byVerdict.Degraded],
      unresolved: [],
      suggestions: [],
    };
  }

  async listSources() {
    return sourceList;
  }
}
