import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../tools/run';
import { tool } from '../tools/tool';
import { eksCases } from './eksForms';
import { renderEks, renderFolder } from './renderEks';

jest.setTimeout(600_000);

describe('a repository for EKS', () => {
  const cases = eksCases();
  const folder = renderFolder();

  beforeAll(async () => {
    for (const { name, form } of cases) {
      await renderEks(form, join(folder, name));
    }
  });

  // Workflows and Dockerfiles differ by language, by environments and by MSK: these few have all of that.
  const sampled = cases.filter((_, turn) => turn === 0 || turn % 7 === 1);
  const files = (path: string, named: RegExp, of = cases) =>
    of.flatMap(({ name }) =>
      readdirSync(join(folder, name, path))
        .filter(file => named.test(file))
        .map(file => join(folder, name, path, file)),
    );

  // It reads every file and takes seconds for each repository: like a chessboard, half of them have each source and sink.
  it('passes yamllint, in every second repository', async () => {
    const half = cases.filter(
      (_, turn) => (turn + Math.floor(turn / 6)) % 2 === 0,
    );
    expect(
      await run(tool('yamllint'), [
        '--strict',
        '-c',
        join(folder, cases[0].name, '.yamllint'),
        ...half.map(({ name }) => join(folder, name)),
      ]),
    ).toEqual({ code: 0, output: '' });
  });

  it('passes cfn-lint', async () => {
    const templates = files('infra/irsa', /\.yaml$/);
    expect(templates.length).toBeGreaterThan(cases.length);
    expect(
      await run(tool('cfn-lint'), ['--format', 'parseable', ...templates]),
    ).toEqual({ code: 0, output: '' });
  });

  it('passes actionlint, with the scripts inside its workflows, in six repositories', async () => {
    expect(
      await run(tool('actionlint'), [
        '-shellcheck',
        tool('shellcheck'),
        ...files('.github/workflows', /\.yml$/, sampled),
      ]),
    ).toEqual({ code: 0, output: '' });
  });

  it('passes shellcheck', async () => {
    expect(
      await run(tool('shellcheck'), [
        ...files('bin', /^(deploy|rollback|set-|commit-status)/),
        ...files('ci', /^test-alerts$/),
      ]),
    ).toEqual({ code: 0, output: '' });
  });

  it('passes hadolint, in six repositories', async () => {
    const dockerfiles = files('.', /^Dockerfile$/, sampled);
    expect(dockerfiles).toHaveLength(6);
    expect(await run(tool('hadolint'), ['--no-color', ...dockerfiles])).toEqual(
      { code: 0, output: '' },
    );
  });

  it('leaves no expression of the template behind', async () => {
    const { output } = await run('grep', [
      '-rnE',
      String.raw`\$\{\{ *(values|env\.[a-z]|plan|source|sink)|\{%|undefined|\[object`,
      folder,
      '--exclude-dir=ci',
      '--exclude=job.json',
    ]);
    expect(output).toBe('');
  });

  it('brings a script for brokers only with MSK', () => {
    const having = cases.filter(({ name }) =>
      readdirSync(join(folder, name, 'bin')).includes('set-brokers'),
    );
    expect(having.map(({ name }) => name).sort()).toEqual(
      cases
        .map(({ name }) => name)
        .filter(name => name.includes('msk'))
        .sort(),
    );
  });
});
