// Builds the documentation of generated repositories as TechDocs does, and fails on any warning: a link to a page or
// a section that is not there, a page that no navigation names.
//
//   node test/templates/forms/docs.mjs [example …]
//
// Needs mkdocs with mkdocs-techdocs-core, from MKDOCS, from .cache/python-tools or from the path.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));
const root = join(here, '../../..');
const ofCache = join(root, '.cache', 'python-tools', 'bin', 'mkdocs');
const mkdocs = process.env.MKDOCS ?? (existsSync(ofCache) ? ofCache : 'mkdocs');
const examples =
  process.argv.length > 2
    ? process.argv.slice(2)
    : readdirSync(join(here, '../examples')).map(name =>
        name.replace(/\.json$/, ''),
      );

const folder = mkdtempSync(join(tmpdir(), 'docs-'));
let failed = 0;
for (const example of examples) {
  const repository = join(folder, example);
  const rendered = spawnSync(
    process.execPath,
    [join(here, '../render.mjs'), example, repository],
    { encoding: 'utf8' },
  );
  if (rendered.status !== 0) {
    failed += 1;
    console.error(`${example}: does not render\n${rendered.stderr}`);
    continue;
  }
  const { status, stderr, error } = spawnSync(
    mkdocs,
    ['build', '--strict', '--site-dir', join(folder, `${example}-site`)],
    {
      cwd: repository,
      encoding: 'utf8',
      env: {
        ...process.env,
        NO_MKDOCS_2_WARNING: 'true',
      },
    },
  );
  if (error) {
    console.error(
      `${mkdocs} does not run: ${error.message}. Install it: pip install mkdocs-techdocs-core`,
    );
    process.exitCode = 2;
    break;
  }
  const missing = stderr
    .split('\n')
    .filter(
      line =>
        /not included in the "nav"/.test(line) || /^\s+- \S+\.md$/.test(line),
    );
  if (status !== 0 || missing.length > 0) {
    failed += 1;
    console.error(`${example}: mkdocs build --strict\n${stderr}`);
  } else {
    console.log(`${example}: documentation builds`);
  }
}
rmSync(folder, { recursive: true, force: true });
process.exitCode ||= failed > 0 ? 1 : 0;
