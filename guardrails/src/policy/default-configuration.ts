import type { Configuration, ServiceConfiguration } from './configuration.ts';

/** Ids of the guardrails that there are, in the order of a report. */
export const guardrailIds = [
  'scope',
  'policy',
  'lint',
  'types',
  'architecture',
  'contract',
  'tests',
  'test-integrity',
  'secrets',
  'dependencies',
  'latency',
] as const;

/** What `interlock.config.json` means where it says nothing: works in a plain TypeScript repository. */
export const defaultConfiguration: Configuration = {
  guardrails: [...guardrailIds],
  protected: [
    'interlock.config.*',
    'interlock.exemptions.json',
    '.github/workflows/**',
    '.github/actions/**',
    '.ci/**',
    '.gitlab-ci.yml',
    '**/CODEOWNERS',
    '**/eslint.config.*',
    '**/.eslintrc*',
    '**/.eslintignore',
    '**/.dependency-cruiser.*',
    '**/tsconfig*.json',
    '**/vitest.config.*',
    '**/vitest.workspace.*',
    '**/jest.config.*',
    '.npmrc',
    '.gitattributes',
    '.husky/**',
  ],
  contracts: {
    openapi: ['**/openapi.{json,yaml,yml}', '**/swagger.{json,yaml,yml}'],
    events: [],
    possible: 'warning',
    deprecation: { sunset: 'optional', minimumDays: 0 },
    emitted: [],
    clients: [],
  },
  publicApi: [],
  lint: { ignore: [], suppressions: { lint: 'by-brief', coverage: 'by-brief' } },
  types: {
    ignore: [],
    compile: true,
    timeoutSeconds: 300,
    escapes: {
      'ts-ignore': 'by-brief',
      'ts-expect-error': 'by-brief',
      'ts-nocheck': 'by-brief',
      any: 'warning',
      'as-any': 'warning',
      'as-unknown-as': 'warning',
      'non-null': 'warning',
    },
  },
  architecture: { configFile: null, roots: [], pure: [] },
  tests: {
    command: null,
    arguments: [],
    timeoutSeconds: 240,
    coverage: true,
    minimumChangedCoverage: null,
    mutation: false,
  },
  dependencies: { licences: { deny: [] }, advisories: null, ignore: [] },
  services: {},
  sandbox: 'bubblewrap',
  deadlineSeconds: 900,
};

/** What a service means where its entry says nothing. */
export const defaultService: Omit<ServiceConfiguration, 'start' | 'requests'> = {
  ready: '/readyz',
  reach: ['**'],
  budgets: {},
  maxRegression: { p50: '5%', p99: '10%' },
  maxSeconds: 30,
};
