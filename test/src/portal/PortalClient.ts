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

/** What the portal answered. */
export interface Answer {
  readonly status: number;
  readonly text: string;
}

/** Asks the portal's API as a browser does. */
export class PortalClient {
  constructor(readonly url: string, private readonly token: string) {}

  /** @throws Error with the status and body when the answer is not 200 */
  get<T>(path: string): Promise<T> {
    return this.ask(`/api/flink${path}`);
  }

  /** @throws Error with the status and body when the answer is not 2xx */
  post<T>(path: string, body: object): Promise<T> {
    return this.ask(`/api/flink${path}`, body);
  }

  /**
   * The same portal as one of its personas sees it.
   *
   * @throws Error when they cannot sign in
   */
  async as(userEntityRef: string): Promise<PortalClient> {
    const response = await fetch(`${this.url}/api/auth/persona/refresh`, {
      headers: { 'x-portal-persona': userEntityRef },
    });
    if (!response.ok) {
      throw new Error(
        `signing in as ${userEntityRef}: ${
          response.status
        } ${await response.text()}`,
      );
    }
    const { backstageIdentity } = await response.json();
    return new PortalClient(this.url, backstageIdentity.token);
  }

  /** What the person who is signed in was told by plugins, newest first. */
  async notifications(): Promise<Notification[]> {
    const { notifications } = await this.ask<{
      notifications: Notification[];
    }>('/api/notifications/notifications');
    return notifications;
  }

  /** The answer to any request, whatever its status. */
  async request(
    path: string,
    body?: object,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Answer> {
    const response = await fetch(`${this.url}${path}`, {
      method: body ? 'POST' : 'GET',
      headers: {
        authorization: `Bearer ${this.token}`,
        ...(body ? { 'content-type': 'application/json' } : {}),
        ...headers,
      },
      body: body && JSON.stringify(body),
    });
    const text = await response.text();
    return { status: response.status, text };
  }

  private async ask<T>(path: string, body?: object): Promise<T> {
    const { status, text } = await this.request(path, body);
    if (status < 200 || status > 299) {
      throw new Error(`${body ? 'POST' : 'GET'} ${path}: ${status} ${text}`);
    }
    return JSON.parse(text);
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
