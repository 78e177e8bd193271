import type { flinkApi } from '@flink-portal/backstage-plugin-flink-common';

/** A notification as its reader gets it. */
export interface Notification {
  readonly origin: string;
  readonly payload: {
    readonly title: string;
    readonly description?: string;
    readonly link?: string;
    readonly scope?: string;
  };
}

/** Asks the portal's API as a browser does. */
export class PortalClient {
  constructor(readonly url: string, private readonly token: string) {}

  /** @throws Error with the status and body when the answer is not 200 */
  get<T>(path: string): Promise<T> {
    return this.ask(`/api/flink${path}`);
  }

  /** What the person who is signed in was told by plugins, newest first. */
  async notifications(): Promise<Notification[]> {
    const { notifications } = await this.ask<{
      notifications: Notification[];
    }>('/api/notifications/notifications');
    return notifications;
  }

  private async ask<T>(path: string): Promise<T> {
    const response = await fetch(`${this.url}${path}`, {
      headers: { authorization: `Bearer ${this.token}` },
    });
    if (response.status !== 200) {
      throw new Error(
        `GET ${path}: ${response.status} ${await response.text()}`,
      );
    }
    return response.json();
  }

  /** The whole fleet by name, over all pages. */
  async fleet(): Promise<flinkApi.ApplicationSummary[]> {
    const items: flinkApi.ApplicationSummary[] = [];
    let cursor: string | undefined;
    do {
      const page: flinkApi.ApplicationPage = await this.get(
        `/applications?limit=25&sort=name${
          cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''
        }`,
      );
      items.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor);
    return items;
  }

  application(id: string): Promise<flinkApi.ApplicationDetail> {
    return this.get(`/applications/${encodeURIComponent(id)}`);
  }

  metrics(
    id: string,
    range: '1h' | '6h' | '24h' | '7d' | '30d',
  ): Promise<flinkApi.MetricsResponse> {
    return this.get(
      `/applications/${encodeURIComponent(id)}/metrics?range=${range}`,
    );
  }

  async sources(): Promise<flinkApi.Source[]> {
    const { items } = await this.get<flinkApi.SourceList>('/sources');
    return items;
  }
}
