// The walls of docs/architecture.md. A dependency that breaks one fails `npm test`.
const runtimeModules =
  '^plugins/flink-backend-module-(aws|kubernetes|standalone)/';
const sdk = '@aws-sdk/|@smithy/|@kubernetes/client-node';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      comment: 'Imports go one way.',
      from: {},
      to: { circular: true },
    },
    {
      name: 'domain-is-pure',
      severity: 'error',
      comment:
        'flink-common is the domain: no I/O, no Node, nothing of Backstage’s backend or frontend.',
      from: {
        path: '^plugins/flink-common/src/',
        pathNot: '\\.test\\.tsx?$',
      },
      to: {
        path: [
          '@backstage/(backend-|core-|frontend-|plugin-(?!permission-common|kubernetes-common))',
          sdk,
          'react',
          '^node:',
          '^(fs|http|https|net|child_process|path)$',
        ],
      },
    },
    {
      name: 'only-runtimes-know-their-cloud',
      severity: 'error',
      comment: 'Only a runtime module imports a cloud’s SDK.',
      from: {
        path: '^plugins/',
        pathNot: [runtimeModules, '\\.test\\.tsx?$'],
      },
      to: { path: sdk },
    },
    {
      name: 'backend-knows-the-interface-alone',
      severity: 'error',
      comment: 'A fourth runtime is one new package and no change elsewhere.',
      from: { path: '^plugins/', pathNot: runtimeModules },
      to: { path: runtimeModules },
    },
    {
      name: 'runtimes-do-not-know-each-other',
      severity: 'error',
      from: { path: '^plugins/flink-backend-module-([^/]+)/' },
      to: {
        path: '^plugins/flink-backend-module-([^/]+)/',
        pathNot: '^plugins/flink-backend-module-$1/',
      },
    },
    {
      name: 'no-plugin-knows-the-sandbox',
      severity: 'error',
      comment: 'The sandbox is reached by configuration and nothing else.',
      from: { path: '^plugins/' },
      to: { path: ['^packages/', '@flink-portal/sandbox'] },
    },
    {
      name: 'sandbox-knows-no-plugin',
      severity: 'error',
      comment: 'It speaks the wire’s protocols, not the model’s.',
      from: { path: '^packages/sandbox/' },
      to: { path: ['^plugins/', '@flink-portal/backstage-plugin-'] },
    },
    {
      name: 'frontend-does-not-import-backend',
      severity: 'error',
      from: {
        path: '^plugins/(flink|flink-react|flink-common|scaffolder-module-flink)/src/',
      },
      to: { path: '^plugins/(flink-backend|flink-node|[^/]*-backend-module-)' },
    },
    {
      name: 'published-code-does-not-import-tests',
      severity: 'error',
      from: { path: '/src/', pathNot: '\\.test\\.tsx?$|/(testing|fixtures)/' },
      to: { path: '\\.test\\.tsx?$' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: {
      path: '^(packages|plugins)/[^/]+/(dist|dist-types|coverage|migrations)/',
    },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      mainFields: ['main', 'types'],
    },
  },
};
