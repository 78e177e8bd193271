import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { appendFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../tools/run';
import { tool } from '../tools/tool';
import { exampleForm, planOfForm } from '../planExample';
import { renderLayers } from '../renderLayers';

jest.setTimeout(300_000);

const examples = readdirSync(join(__dirname, '../examples')).map(file =>
  file.replace(/\.json$/, ''),
);

describe('the documentation of a generated repository', () => {
  const folder = mkdtempSync(join(tmpdir(), 'docs-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each(examples)('builds without a warning, for %s', async example => {
    const repository = join(folder, example);
    await renderLayers(planOfForm(exampleForm(example)), repository);
    expect(await build(repository)).toMatchObject({ code: 0 });
  });

  it.each([
    ['a link to no section', 'index.md', '[gone](runbook.md#no-such-section)'],
    ['a link to no page', 'index.md', '[gone](no-such-page.md)'],
    ['a page nobody finds', 'hidden.md', '# Hidden'],
  ])('does not build with %s', async (what, page, text) => {
    const repository = join(folder, what);
    await renderLayers(planOfForm(exampleForm('eks-java')), repository);
    await appendFile(join(repository, 'docs', page), `\n${text}\n`);
    const { code, output } = await build(repository);
    expect(code).not.toBe(0);
    expect(output).toMatch(/no-such-(section|page)|hidden\.md/);
  });

  /** As TechDocs builds it, but for `--strict`. */
  function build(repository: string) {
    return run(
      tool('mkdocs'),
      ['build', '--strict', '--site-dir', `${repository}-site`],
      { cwd: repository, env: { NO_MKDOCS_2_WARNING: 'true' } },
    );
  }
});
