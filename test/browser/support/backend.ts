import type { flinkApi } from '@flink-portal/backstage-plugin-flink-common';

/** What a test asks the backend, to compare it with what the browser shows. */
export class Backend {
  private token: Promise<string> | undefined;

  constructor(private readonly url: string) {}

  /** @throws Error with status and body when the answer is not 200 */
  async get<T>(path: string): Promise<T> {
    this.token ??= this.signIn();
    const response = await fetch(`${this.url}/api/flink${path}`, {
      headers: { authorization: `Bearer ${await this.token}` },
    });
    if (!response.ok) {
      throw new Error(
        `GET ${path}: ${response.status} ${await response.text()}`,
      );
    }
    return response.json();
  }

  /** Every application, worst first. */
  async fleet(): Promise<flinkApi.ApplicationPage> {
    return this.get('/applications?limit=200');
  }

  /** @throws Error when the fleet has no application of this id */
  async application(id: string): Promise<flinkApi.ApplicationDetail> {
    return this.get(`/applications/${encodeURIComponent(id)}`);
  }

  async sources(): Promise<flinkApi.Source[]> {
    const { items } = await this.get<flinkApi.SourceList>('/sources');
    return items;
  }

  private async signIn(): Promise<string> {
    const response = await fetch(`${this.url}/api/auth/guest/refresh`, {
      method: 'POST',
    });
    const { backstageIdentity } = await response.json();
    return backstageIdentity.token;
  }
}
