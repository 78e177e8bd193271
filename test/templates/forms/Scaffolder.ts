import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import {
  mockServices,
  startTestBackend,
  type TestBackend,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import scaffolder from '@backstage/plugin-scaffolder-backend';
import gitea from '@backstage/plugin-scaffolder-backend-module-gitea';
import flinkActions from '@flink-portal/backstage-plugin-scaffolder-backend-module-flink';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parse } from 'yaml';
import { templatesPath } from '../renderLayers';
import type { FilledForm } from './formMatrix';

/** A file of a rendered repository. */
export interface RenderedFile {
  readonly path: string;
  readonly executable: boolean;
  readonly content: string;
}

/** What the scaffolder made of a form: files, or the reasons why not. */
export type Rendered =
  | { readonly files: RenderedFile[]; readonly refused?: undefined }
  | { readonly refused: string; readonly files?: undefined };

/** A real scaffolder backend with our actions, which runs whole templates without publishing anything. */
export class Scaffolder {
  readonly #backend: TestBackend;
  readonly #layers = filesBelow(join(templatesPath, 'layers'));

  private constructor(backend: TestBackend) {
    this.#backend = backend;
  }

  static async start(standards: unknown): Promise<Scaffolder> {
    const backend = await startTestBackend({
      features: [
        mockServices.rootConfig.factory({
          data: {
            backend: { baseUrl: 'http://localhost' },
            flink: { standards },
            integrations: {
              gitea: [{ host: 'gitea.example.com', password: 'unused' }],
            },
          },
        }),
        catalogServiceMock.factory({
          entities: [
            entity('Group', 'payments-data'),
            entity('User', 'ada'),
            entity('System', 'checkout'),
            entity('Resource', 'known-in'),
            entity('Resource', 'known-out'),
          ],
        }),
        applications,
        scaffolder,
        gitea,
        flinkActions,
      ],
    });
    return new Scaffolder(backend);
  }

  async stop(): Promise<void> {
    await this.#backend.stop();
  }

  /** Runs a form's template as a dry run. */
  async render({ template, values }: FilledForm): Promise<Rendered> {
    const url = `http://localhost:${this.#backend.server.port()}/api/scaffolder/v2/dry-run`;
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({
        template: templateFile(template),
        values,
        directoryContents: this.#layers,
      }),
    });
    const answer = await response.json();
    if (!response.ok) {
      return { refused: JSON.stringify(answer.errors ?? answer.error) };
    }
    return {
      files: answer.directoryContents.map(
        (file: {
          path: string;
          executable: boolean;
          base64Content: string;
        }) => ({
          path: file.path,
          executable: file.executable,
          content: Buffer.from(file.base64Content, 'base64').toString('utf8'),
        }),
      ),
    };
  }
}

/** One of `templates/*.yaml`, by its file's name without the ending. */
export function templateFile(name: string) {
  return parse(readFileSync(join(templatesPath, `${name}.yaml`), 'utf8'));
}

/** The Flink backend of a portal in which no application runs yet. */
const applications = createBackendPlugin({
  pluginId: 'flink',
  register(env) {
    env.registerInit({
      deps: { http: coreServices.httpRouter },
      async init({ http }) {
        http.use((_request, response) => {
          response
            .status(404)
            .json({ error: { name: 'NotFoundError', message: 'none' } });
        });
      },
    });
  },
});

function entity(kind: string, name: string) {
  return { apiVersion: 'backstage.io/v1alpha1', kind, metadata: { name } };
}

function filesBelow(folder: string) {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map(name => join(folder, name))
    .filter(path => statSync(path).isFile())
    .map(path => ({
      path: relative(templatesPath, path),
      executable: statSync(path).mode % 2 === 1,
      base64Content: readFileSync(path).toString('base64'),
    }));
}
