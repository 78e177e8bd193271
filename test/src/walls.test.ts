import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

// eslint-disable-next-line no-restricted-syntax -- tests are never built
const root = resolve(__dirname, '../..');

interface Violation {
  readonly rule: { readonly name: string };
  readonly from: string;
}

/** Runs the project's own checker over a tree of these files. */
function breachesIn(files: Readonly<Record<string, string>>): string[] {
  const tree = mkdtempSync(join(tmpdir(), 'walls-'));
  try {
    for (const [path, text] of Object.entries({
      'plugins/.keep': '',
      'packages/.keep': '',
      ...files,
    })) {
      mkdirSync(dirname(join(tree, path)), { recursive: true });
      writeFileSync(join(tree, path), text);
    }
    for (const file of ['.dependency-cruiser.cjs', 'tsconfig.json']) {
      cpSync(join(root, file), join(tree, file));
    }
    linkPackages(tree);
    return violationsOf(tree)
      .map(({ rule, from }) => `${rule.name}: ${from}`)
      .sort();
  } finally {
    rmSync(tree, { recursive: true, force: true });
  }
}

/** What is installed, with the workspace's own packages where they stand in this tree. */
function linkPackages(tree: string): void {
  const installed = join(tree, 'node_modules');
  mkdirSync(join(installed, '@flink-portal'), { recursive: true });
  for (const name of readdirSync(join(root, 'node_modules'))) {
    if (name !== '@flink-portal') {
      symlinkSync(join(root, 'node_modules', name), join(installed, name));
    }
  }
  for (const [name, folder] of [
    ['sandbox', 'packages/sandbox'],
    ['backstage-plugin-flink-common', 'plugins/flink-common'],
  ]) {
    const home = join(tree, folder);
    mkdirSync(join(home, 'src'), { recursive: true });
    cpSync(join(root, folder, 'package.json'), join(home, 'package.json'));
    const index = join(home, 'src', 'index.ts');
    if (!existsSync(index)) {
      writeFileSync(index, 'export const startSandbox = 1;');
    }
    symlinkSync(home, join(installed, '@flink-portal', name));
  }
}

function violationsOf(tree: string): Violation[] {
  const args = [
    join(root, 'node_modules', '.bin', 'depcruise'),
    '--config',
    '.dependency-cruiser.cjs',
    '--output-type',
    'json',
    'packages',
    'plugins',
  ];
  const output = execFileSync(process.execPath, args, {
    cwd: tree,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  const answer: { summary: { violations: Violation[] } } = JSON.parse(output);
  return answer.summary.violations;
}

it('finds nothing where every import goes its way', () => {
  expect(
    breachesIn({
      'plugins/flink-common/src/index.ts': "export * from './model';",
      'plugins/flink-common/src/model.ts': 'export const model = 1;',
    }),
  ).toEqual([]);
});

it.each([
  [
    'domain-is-pure',
    'plugins/flink-common/src/read.ts',
    "import { readFileSync } from 'node:fs';\nexport const read = readFileSync;",
  ],
  [
    'domain-is-pure',
    'plugins/flink-common/src/screen.ts',
    "import { createApiRef } from '@backstage/core-plugin-api';\nexport const ref = createApiRef;",
  ],
  [
    'only-runtimes-know-their-cloud',
    'plugins/flink-backend/src/cloud.ts',
    "import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch';\nexport type Cloud = CloudWatchClient;",
  ],
  [
    'no-plugin-knows-the-sandbox',
    'plugins/flink-backend/src/demo.ts',
    "import { startSandbox } from '@flink-portal/sandbox';\nexport const demo = startSandbox;",
  ],
  [
    'sandbox-knows-no-plugin',
    'packages/sandbox/src/model.ts',
    "import type { Verdict } from '@flink-portal/backstage-plugin-flink-common';\nexport type Same = Verdict;",
  ],
])('%s stops %s', (rule, path, text) => {
  expect(breachesIn({ [path]: text })).toContain(`${rule}: ${path}`);
});

it('stops a backend that knows a runtime, and a cycle', () => {
  const runtime = 'plugins/flink-backend-module-aws/src/index.ts';
  expect(
    breachesIn({
      [runtime]: 'export const runtime = 1;',
      'plugins/flink-backend/src/knows.ts':
        "export { runtime } from '../../flink-backend-module-aws/src';",
      'plugins/flink-backend/src/left.ts': "export { b } from './right';",
      'plugins/flink-backend/src/right.ts':
        "import './left';\nexport const b = 1;",
    }),
  ).toEqual([
    'backend-knows-the-interface-alone: plugins/flink-backend/src/knows.ts',
    'no-cycles: plugins/flink-backend/src/left.ts',
  ]);
});
