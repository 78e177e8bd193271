import type {
  AuthService,
  BackstageCredentials,
  DiscoveryService,
} from '@backstage/backend-plugin-api';
import { ResponseError } from '@backstage/errors';
import { flinkApi } from '@flink-portal/backstage-plugin-flink-common';

/** How an application looks to somebody: there, not there, or refused, which may be either. */
export type ApplicationLook =
  | { readonly kind: 'found'; readonly detail: flinkApi.ApplicationDetail }
  | { readonly kind: 'absent' }
  | { readonly kind: 'refused' };

/** The portal's Flink backend, as the scaffolder's actions ask it. */
export class FlinkBackend {
  readonly #auth: AuthService;
  readonly #client: flinkApi.DefaultApiClient;

  constructor(options: { discovery: DiscoveryService; auth: AuthService }) {
    this.#auth = options.auth;
    this.#client = new flinkApi.DefaultApiClient({
      discoveryApi: options.discovery,
    });
  }

  /**
   * Reads an application on somebody's behalf.
   *
   * @throws ResponseError when the backend does not answer the question
   */
  async application(
    id: string,
    credentials: BackstageCredentials,
  ): Promise<ApplicationLook> {
    const response = await this.#client.getApplication(
      { path: { id } },
      { token: await this.#tokenFor(credentials) },
    );
    switch (response.status) {
      case 200:
        return { kind: 'found', detail: await response.json() };
      case 404:
        return { kind: 'absent' };
      case 403:
        return { kind: 'refused' };
      default:
        throw await ResponseError.fromResponse(response);
    }
  }

  /**
   * Whether the portal knows an application. To those who may see only some, one they may not see and one that
   * does not exist look alike, so then the scaffolder asks in its own name: a hidden name is taken all the same,
   * and nothing but that comes out.
   */
  async isTaken(
    id: string,
    credentials: BackstageCredentials,
  ): Promise<boolean> {
    const seen = await this.application(id, credentials);
    if (seen.kind !== 'refused') {
      return seen.kind === 'found';
    }
    const own = await this.#auth.getOwnServiceCredentials();
    return (await this.application(id, own)).kind === 'found';
  }

  /** Keeps a template run, in the scaffolder's own name: the backend takes them from no person. */
  async recordRun(run: flinkApi.TemplateRun): Promise<void> {
    const own = await this.#auth.getOwnServiceCredentials();
    const response = await this.#client.recordTemplateRun(
      { body: run },
      { token: await this.#tokenFor(own) },
    );
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
  }

  /**
   * Creates an application on somebody's behalf, or checks whether it could be.
   *
   * @throws Error in the backend's own words when it does not: they say what to do
   */
  async createApplication(
    application: flinkApi.NewApplication,
    credentials: BackstageCredentials,
  ): Promise<flinkApi.CreatedApplication> {
    const response = await this.#client.createApplication(
      { body: application },
      { token: await this.#tokenFor(credentials) },
    );
    if (!response.ok) {
      throw (await ResponseError.fromResponse(response)).cause;
    }
    return response.json();
  }

  async #tokenFor(credentials: BackstageCredentials): Promise<string> {
    const { token } = await this.#auth.getPluginRequestToken({
      onBehalfOf: credentials,
      targetPluginId: 'flink',
    });
    return token;
  }
}
