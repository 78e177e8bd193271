import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { standards } from '../planExample';
import type { FilledForm } from './formMatrix';
import { catalogProblems, problemsInFiles } from './problemsInFiles';
import { Scaffolder, type RenderedFile } from './Scaffolder';

/** The platform's own standards, with a key in every account, so that no class of data is refused in one. */
const permissive = {
  ...standards,
  environments: standards.environments.map(({ managed, ...environment }) => ({
    ...environment,
    maxParallelism: 256,
    maxMonthlyUsd: 100_000,
    ...(managed
      ? {
          managed: {
            ...managed,
            regions: Object.fromEntries(
              Object.entries(managed.regions).map(([region, its]) => [
                region,
                {
                  ...its,
                  kmsKey: `arn:aws:kms:${region}:${managed.accountId}:key/1234abcd-12ab-34cd-56ef-1234567890ab`,
                },
              ]),
            ),
          },
        }
      : {}),
  })),
};

/** Says what is wrong with the repositories of these forms, if anything. */
export type ProblemsOf = (forms: readonly FilledForm[]) => Promise<string[]>;

/** For a file of tests: a scaffolder that renders forms, and all that reads what comes out. */
export function soundRepositories(): ProblemsOf {
  let scaffolder: Scaffolder;
  let folder: string;
  beforeAll(async () => {
    scaffolder = await Scaffolder.start(permissive);
    folder = await mkdtemp(join(tmpdir(), 'forms-'));
  });
  afterAll(async () => {
    await scaffolder?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  return async forms => {
    const roots = new Map<string, string>();
    const problems: string[] = [];
    for (const form of forms) {
      const { files, refused } = await scaffolder.render(form);
      const found = files
        ? [...problemsInFiles(files), ...(await catalogProblems(files))]
        : [refused];
      problems.push(...found.map(each => saying(form, each)));
      if (files) {
        const root = await mkdtemp(join(folder, 'repository-'));
        await writeAll(files, root);
        roots.set(root, form.title);
      }
    }
    return [...problems, ...(await readWithTools(roots))];
  };
}

/** Forms by their template. */
export function ofEachTemplate(
  forms: readonly FilledForm[],
): [template: string, forms: FilledForm[]][] {
  return [...new Set(forms.map(({ template }) => template))].map(name => [
    name,
    forms.filter(({ template }) => template === name),
  ]);
}

function saying({ title, template }: FilledForm, problem: string) {
  return `${problem} (${template}: ${title})`;
}

async function writeAll(files: readonly RenderedFile[], root: string) {
  for (const { path, content, executable } of files) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), content, {
      mode: executable ? 0o755 : 0o644,
    });
  }
}

/** Parses Python, XML and TOML, and runs the repositories' own policy check; once for all, as it takes long to begin. */
async function readWithTools(
  roots: ReadonlyMap<string, string>,
): Promise<string[]> {
  const reader = spawn('python3', [join(__dirname, 'inspect.py')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  reader.stdin.end([...roots.keys()].join('\n'));
  const answer = await text(reader.stdout);
  return Object.entries<string[]>(JSON.parse(answer)).flatMap(
    ([root, problems]) =>
      problems.map(problem => `${problem} (${roots.get(root)})`),
  );
}
