const only = (name, from, allowed, comment) => ({
  name,
  severity: 'error',
  comment,
  from: { path: from },
  to: { path: '^(guardrails|agent-tasks|services|eslint-plugin-local|scripts|test)/', pathNot: allowed },
});

/** The arrows of DESIGN §4 as rules: one comment each says why. @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    {
      name: 'no-circular',
      severity: 'error',
      comment: 'A cycle has no bottom: nothing in it can be understood, tested or moved alone.',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'not-to-unresolvable',
      severity: 'error',
      comment: 'An import that resolves to nothing fails at run time.',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'not-to-undeclared',
      severity: 'error',
      comment: 'A package that package.json does not name works here by luck and breaks when packed.',
      from: {
        path: '^(guardrails|agent-tasks|services|eslint-plugin-local)/',
        pathNot: '\\.(test|builder)\\.ts$|/fixtures/',
      },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    only('services-stand-alone', '^services/', '^services/', 'The product must not need the tools that check it.'),
    only(
      'guardrails-below-agent-tasks',
      '^guardrails/src/',
      '^(guardrails|eslint-plugin-local)/|^test/',
      'CI installs guardrails alone; what runs agents stands above them.',
    ),
    only(
      'agent-tasks-on-guardrails',
      '^agent-tasks/src/',
      '^(guardrails|agent-tasks)/|^test/',
      'Agents need guardrails and nothing else of ours.',
    ),
    only(
      'lint-rules-stand-alone',
      '^eslint-plugin-local/',
      '^eslint-plugin-local/',
      'The plugin works in any repository.',
    ),
    {
      name: 'nothing-imports-scripts-or-test',
      severity: 'error',
      comment: 'Scripts and cross-package tests are the edge: product code that needs them cannot be packed.',
      from: { path: '^(guardrails|agent-tasks|services|eslint-plugin-local)/', pathNot: '\\.(test|builder)\\.ts$' },
      to: { path: '^(scripts|test)/' },
    },
    {
      name: 'service-over-contract',
      severity: 'error',
      comment: 'A service reaches another over its contract, or the two can no longer be deployed apart.',
      from: { path: '^services/([^/]+)/', pathNot: '^services/chassis/' },
      to: { path: '^services/(?!chassis/)([^/]+)/', pathNot: '^services/$1/' },
    },
    {
      name: 'chassis-knows-no-service',
      severity: 'error',
      comment: 'What every service shares must not know one of them.',
      from: { path: '^services/chassis/' },
      to: { path: '^services/(?!chassis/)' },
    },
    {
      name: 'core-is-pure',
      severity: 'error',
      comment:
        'A core decides from its input alone: no file system, network, process, framework or chassis, so the same input gives the same answer.',
      from: { path: '^services/[^/]+/src/core/', pathNot: '\\.(test|builder)\\.ts$' },
      to: { pathNot: '/src/core/|^node_modules/typebox/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'guardrail-knows-no-other',
      severity: 'error',
      comment: 'Each guardrail can be read, tested, replaced and switched off alone.',
      from: { path: '^guardrails/src/catalog/([^/]+)/' },
      to: { path: '^guardrails/src/catalog/([^/]+)/', pathNot: '^guardrails/src/catalog/$1/' },
    },
    {
      name: 'guardrail-sees-only-its-context',
      severity: 'error',
      comment:
        'A guardrail sees git, the clock and the disk only through its context; else evidence cannot be replayed.',
      from: {
        path: '^guardrails/src/catalog/',
        pathNot: '\\.(test|builder)\\.ts$|/(load-generator|duet|run-cruise|run-and-collect)[^/]*\\.ts$|/fixtures/',
      },
      to: { path: '^(node:)?(fs|child_process|net|http|https|os)(/|$)' },
    },
    {
      name: 'guardrails-order',
      severity: 'error',
      comment:
        'Data at the bottom, decisions in the middle, effects at the edge: change and policy import no later station.',
      from: { path: '^guardrails/src/(change|policy)/', pathNot: '\\.(test|builder)\\.ts$' },
      to: { path: '^guardrails/src/(check|catalog|report|cli)/' },
    },
    {
      name: 'source-below-catalog',
      severity: 'error',
      comment: 'What a tree imports is read from facts alone, so any guardrail can use it without a checkout.',
      from: { path: '^guardrails/src/source/', pathNot: '\\.(test|builder)\\.ts$' },
      to: { path: '^guardrails/src/(catalog|check|report|cli|sandbox)/|^(node:)?(fs|child_process|net|http|os)(/|$)' },
    },
    {
      name: 'plan-and-budget-are-pure',
      severity: 'error',
      comment: 'A plan and a ledger are decided from their input alone, so they can be tested and replayed.',
      from: { path: '^agent-tasks/src/(plan|budget)/', pathNot: '\\.(test|builder)\\.ts$' },
      to: {
        path: '^(node:)?(fs|child_process|net|http|https|os)(/|$)|^agent-tasks/src/(?!plan/|budget/)',
      },
    },
    {
      name: 'stations-know-no-coordinator',
      severity: 'error',
      comment:
        'The coordinator knows the stations of the flow; a station that knew it could not be used or tested alone.',
      from: {
        path: '^agent-tasks/src/(workspace|agents|model-gateway|review|merge)/',
        pathNot: '\\.(test|builder)\\.ts$',
      },
      to: { path: '^agent-tasks/src/(run|report|cli)/' },
    },
    {
      name: 'run-ends-in-report-and-cli',
      severity: 'error',
      comment: 'Progress and reports are consumers of the journal: nothing before them may need them.',
      from: { path: '^agent-tasks/src/run/', pathNot: '\\.(test|builder)\\.ts$' },
      to: { path: '^agent-tasks/src/(report|cli)/' },
    },
    {
      name: 'report-knows-no-command-line',
      severity: 'error',
      comment: 'A report is a pure function of a state; the command line is one of its callers.',
      from: { path: '^(agent-tasks|guardrails)/src/report/', pathNot: '\\.(test|builder)\\.ts$' },
      to: { path: '^(agent-tasks|guardrails)/src/(cli|check|workspace|merge)/' },
    },
    {
      name: 'no-dev-dependency-in-product',
      severity: 'error',
      comment: 'A package in use must be a dependency, or the packed tarball breaks.',
      from: {
        path: '^(guardrails|agent-tasks|services|eslint-plugin-local)/',
        pathNot: '\\.(test|builder)\\.ts$|/fixtures/',
      },
      to: { dependencyTypes: ['npm-dev'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '/fixtures/|/dist/' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default'] },
  },
};
