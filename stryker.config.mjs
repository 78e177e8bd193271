// Whether a mutation of the health rules breaks a test. By hand; the whole of it takes hours, so name some files:
//   yarn mutate --mutate plugins/flink-common/src/health/rules/no-output.ts,plugins/flink-common/src/health/growth.ts
// MUTATE_TESTS='rules/no-output|rules/flow' takes only tests with that in their path: faster, and stricter, as a rule must then be
// held by its own tests. The report of survivors is printed, and stands in artifacts/mutation.html.
const tests = process.env.MUTATE_TESTS ?? '';
const common = 'plugins/flink-common';

/** @type {import('@stryker-mutator/api/core').PartialStrykerOptions} */
export default {
  mutate: [
    `${common}/src/health/**/*.ts`,
    `!${common}/src/health/**/*.test.ts`,
    `!${common}/src/health/__fixtures__/**`,
    // Words for people and the writing of a document; tests compare the document as a whole.
    `!${common}/src/health/rulesGuide.ts`,
    `!${common}/src/health/rulesDocument.ts`,
    `!${common}/src/health/**/index.ts`,
  ],
  testRunner: 'jest',
  plugins: ['@stryker-mutator/jest-runner'],
  jest: {
    projectType: 'custom',
    // As Backstage's own configuration compiles a common library, without what a browser needs.
    config: {
      rootDir: `${common}/src`,
      testEnvironment: 'node',
      testRegex: [`/health/.*(${tests})[^/]*\\.test\\.ts$`],
      // Left out: what compares a file outside, and what takes other random values each time, which kills by chance.
      testPathIgnorePatterns: [
        '/node_modules/',
        '(garbage|safety|rulesDocument)\\.test',
      ],
      transform: {
        '\\.ts$': [
          '@swc/jest',
          { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' } },
        ],
      },
    },
    enableFindRelatedTests: false,
  },
  coverageAnalysis: 'perTest',
  ignoreStatic: true,
  // Names and sentences are data; what they say is compared where it matters.
  mutator: { excludedMutations: ['StringLiteral'] },
  // Only what the tests need is copied.
  ignorePatterns: [
    '*',
    '!package.json',
    `!${common}`,
    `!${common}/**`,
    `${common}/dist`,
  ],
  tempDirName: '.cache/stryker',
  concurrency: 1,
  timeoutMS: 20_000,
  disableTypeChecks: false,
  reporters: ['progress-append-only', 'clear-text', 'html'],
  clearTextReporter: { allowColor: false, reportTests: false, logTests: false },
  htmlReporter: { fileName: 'artifacts/mutation.html' },
};
