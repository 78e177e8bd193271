import {
  coreServices,
  createBackendPlugin,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  mockServices,
  startTestBackend,
  type TestBackend,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import type { JsonObject } from '@backstage/types';
import scaffolder from '@backstage/plugin-scaffolder-backend';
import gitea from '@backstage/plugin-scaffolder-backend-module-gitea';
import flinkActions from '@flink-portal/backstage-plugin-scaffolder-backend-module-flink';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { parse } from 'yaml';
import { templatesPath } from '../renderLayers';
import type { FilledForm } from './formMatrix';

const SOURCE = 'https://gitea.example.com/flink/published/src/branch/main/';

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

/** A real scaffolder backend with our actions, which runs whole templates without publishing anything. */
export class Scaffolder {
  readonly #backend: TestBackend;
  readonly #layers = filesBelow(join(templatesPath, 'layers'));
  readonly #published: RenderedFile[];

  private constructor(backend: TestBackend, published: RenderedFile[]) {
    this.#backend = backend;
    this.#published = published;
  }

  static async start(standards: JsonObject): Promise<Scaffolder> {
    const published: RenderedFile[] = [];
    const backend = await startTestBackend({
      features: [
        mockServices.rootConfig.factory({
          data: {
            backend: { baseUrl: 'http://localhost' },
            flink: { standards },
            integrations: {
              gitea: [
                {
                  host: 'gitea.example.com',
                  username: 'unused',
                  password: 'unused',
                },
              ],
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
            {
              ...entity('Component', 'published'),
              metadata: {
                name: 'published',
                annotations: {
                  'backstage.io/source-location': `url:${SOURCE}`,
                },
              },
            },
          ],
        }),
        gitHostWith(published),
        applications,
        scaffolder,
        gitea,
        flinkActions,
      ],
    });
    return new Scaffolder(backend, published);
  }

  async stop(): Promise<void> {
    await this.#backend.stop();
  }

  /** Makes these files the repository of `component:default/published`. */
  publish(files: readonly RenderedFile[]) {
    this.#published.splice(0, Infinity, ...files);
  }

  /** Runs a form's template as a dry run. */
  async render({
    template,
    values,
  }: Pick<FilledForm, 'template' | 'values'>): Promise<Rendered> {
    const definition = templateFile(template);
    const url = `http://localhost:${this.#backend.server.port()}/api/scaffolder/v2/dry-run`;
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({
        template: definition,
        values,
        directoryContents: this.#filesFor(definition),
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

  /** The files of the layers a template renders: with those of all others it takes twice as long. */
  #filesFor(template: ReturnType<typeof templateFile>) {
    const layers: string[] = template.spec.steps.flatMap(
      ({ input }: { input: { url?: string } }) => input.url ?? [],
    );
    return this.#layers.filter(({ path }) =>
      layers.some(
        layer => layer.includes('${{') || `./${path}`.startsWith(`${layer}/`),
      ),
    );
  }
}

/** One of `templates/*.yaml`, by its file's name without the ending. */
export function templateFile(name: string) {
  return parse(readFileSync(join(templatesPath, `${name}.yaml`), 'utf8'));
}

/** A git host that has one repository. */
function gitHostWith(published: readonly RenderedFile[]) {
  const refuse = async (url: string): Promise<never> => {
    throw new Error(`${url} is not there`);
  };
  return createServiceFactory({
    service: coreServices.urlReader,
    deps: {},
    factory: () => ({
      readUrl: refuse,
      search: refuse,
      readTree: async url => {
        if (url !== SOURCE) {
          return refuse(url);
        }
        return {
          etag: '1',
          files: async () => [],
          archive: () => refuse(url),
          dir: async options => {
            const folder = options!.targetDir!;
            for (const { path, content } of published) {
              await mkdir(dirname(join(folder, path)), { recursive: true });
              await writeFile(join(folder, path), content);
            }
            return folder;
          },
        };
      },
    }),
  });
}

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
