import { stringify } from 'yaml';
import type { Survey } from './survey.ts';

/** Where the workflow stands. */
export const workflowFile = '.github/workflows/interlock.yml';

/** What a workflow is made for. */
export type WorkflowRequest = { readonly survey: Survey; readonly defaultBranch: string };

type Step = { readonly [key: string]: unknown };

/**
 * The text of a GitHub workflow that checks each pull request: full history, because a change is judged from its merge base;
 * bubblewrap and user namespaces, because what a change brings runs inside walls. Pure.
 */
export const draftWorkflow = ({ survey, defaultBranch }: WorkflowRequest): string =>
  [
    '# Written by `interlock init`. It checks each pull request against its base; read it before you merge it.',
    stringify(
      {
        name: 'Interlock',
        on: { pull_request: {} },
        permissions: { contents: 'read' },
        concurrency: { group: 'interlock-${{ github.ref }}', 'cancel-in-progress': true },
        jobs: {
          check: { 'runs-on': 'ubuntu-latest', 'timeout-minutes': 30, steps: stepsOf(survey, defaultBranch) },
        },
      },
      { lineWidth: 0 },
    ),
  ].join('\n');

const stepsOf = (survey: Survey, defaultBranch: string): readonly Step[] => [
  {
    uses: 'actions/checkout@v4',
    with: { ref: '${{ github.event.pull_request.head.sha }}', 'fetch-depth': 0, 'persist-credentials': false },
  },
  ...managerSteps(survey),
  { uses: 'actions/setup-node@v4', with: { 'node-version': survey.nodeVersion } },
  {
    name: 'Walls for what the change runs',
    run: [
      'sudo apt-get update -qq && sudo apt-get install -qq -y bubblewrap',
      '# Ubuntu 24.04 keeps user namespaces from programs that it does not know; other systems have no such setting.',
      'sudo sysctl -q -w kernel.apparmor_restrict_unprivileged_userns=0 || true',
      '',
    ].join('\n'),
  },
  { name: 'Install', run: installCommand(survey) },
  {
    name: 'Check',
    env: { BASE: `origin/\${{ github.base_ref || '${defaultBranch}' }}` },
    run: './node_modules/.bin/interlock check --base "$BASE" --head HEAD --format github --out interlock-report',
  },
  {
    name: 'SARIF',
    if: 'always()',
    env: { BASE: `origin/\${{ github.base_ref || '${defaultBranch}' }}` },
    run: './node_modules/.bin/interlock check --replay interlock-report/evidence.json --format sarif > interlock-report/report.sarif || test -s interlock-report/report.sarif',
  },
  {
    uses: 'actions/upload-artifact@v4',
    if: 'always()',
    with: { name: 'interlock-report', path: 'interlock-report', 'if-no-files-found': 'ignore' },
  },
];

const managerSteps = ({ packageManager, isManagerPinned }: Survey): readonly Step[] => {
  if (packageManager.name === 'bun') return [{ uses: 'oven-sh/setup-bun@v2' }];
  if (packageManager.name !== 'pnpm') return [];
  return [{ uses: 'pnpm/action-setup@v4', ...(isManagerPinned ? {} : { with: { version: 'latest' } }) }];
};

const installCommand = ({ packageManager, isManagerPinned }: Survey): string => {
  const { name, lockfile } = packageManager;
  const enable = name === 'yarn' && isManagerPinned ? 'corepack enable && ' : '';
  const frozen = {
    npm: 'npm ci',
    pnpm: 'pnpm install --frozen-lockfile',
    yarn: isManagerPinned ? 'yarn install --immutable' : 'yarn install --frozen-lockfile',
    bun: 'bun install --frozen-lockfile',
  };
  return lockfile === null ? `${enable}${name} install` : `${enable}${frozen[name]}`;
};
