import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { standards } from '../planExample';
import { everyCombination, everyPair, type FilledForm } from './formMatrix';
import { catalogProblems, problemsInFiles } from './problemsInFiles';
import { Scaffolder, type RenderedFile } from './Scaffolder';

jest.setTimeout(600_000);

/** The platform's own standards, with a key in every account, so that no class of data is refused in one. */
const permissive = {
  ...standards,
  environments: standards.environments.map(environment => ({
    ...environment,
    maxParallelism: 256,
    maxMonthlyUsd: 100_000,
    ...(environment.managed
      ? {
          managed: {
            ...environment.managed,
            kmsKey: `arn:aws:kms:us-east-1:${environment.managed.accountId}:key/1234abcd-12ab-34cd-56ef-1234567890ab`,
          },
        }
      : {}),
  })),
};

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

test.each([
  ['every source × sink × language × target', everyCombination()],
  ['every pair of two answers', everyPair()],
])('%s renders to a sound repository', async (title, forms) => {
  const roots = new Map<string, string>();
  const problems: string[] = [];
  for (const [index, form] of forms.entries()) {
    const { files, refused } = await scaffolder.render(form);
    const found = files
      ? [...problemsInFiles(files), ...(await catalogProblems(files))]
      : [refused];
    problems.push(...found.map(each => saying(form, each)));
    if (files) {
      const root = join(folder, title.replace(/\W+/g, '-'), String(index));
      await writeAll(files, root);
      roots.set(root, form.title);
    }
  }
  problems.push(...readWithTools(roots));
  expect(problems).toEqual([]);
  expect(roots.size).toBe(forms.length);
});

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
function readWithTools(roots: ReadonlyMap<string, string>): string[] {
  const answer = execFileSync('python3', [join(__dirname, 'inspect.py')], {
    input: [...roots.keys()].join('\n'),
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  return Object.entries<string[]>(JSON.parse(answer)).flatMap(
    ([root, problems]) =>
      problems.map(problem => `${problem} (${roots.get(root)})`),
  );
}
