/** What was seen of the machine. */
export type Machine = {
  /** `24.21.0`. */
  readonly node: string;
  /** `2.43.0`; null when git cannot be started. */
  readonly git: string | null;
  /** Why walls cannot be built, with the way out; null when they can. */
  readonly walls: string | null;
  readonly hasAgentTasks: boolean;
  /** What keeps the processes of a command in walls to their number. */
  readonly processLimit: 'control group' | 'RLIMIT_NPROC' | 'counting';
  /** Most memory of a command that names no limit. */
  readonly memoryBytes: number;
  /** Where evidence is cached; `bytes` is null where there is too much to count. */
  readonly cache: { readonly folder: string; readonly bytes: number | null };
  /** The repository around the current folder; null outside of one. */
  readonly repository: RepositoryState | null;
};

/** What a check of a repository needs of it. */
export type RepositoryState = {
  readonly isShallow: boolean;
  /** ESLint is configured. */
  readonly eslint: boolean;
  readonly eslintInstalled: boolean;
  readonly typescript: boolean;
  readonly typescriptInstalled: boolean;
  readonly testRunner: string | null;
  readonly testRunnerInstalled: boolean;
};

/** One thing that Interlock needs, or could use. */
export type Diagnosis = { readonly state: 'good' | 'missing' | 'optional'; readonly text: string };

/** Judges a machine: one line each, with the way out where something is missing. Pure. */
export const diagnose = ({ node, git, walls, hasAgentTasks, ...more }: Machine): readonly Diagnosis[] => [
  isAtLeast(node, [22, 18])
    ? good(`Node ${node}`)
    : missing(`Node ${node} is too old: install Node 22.18 or later, better 24.`),
  git === null
    ? missing('git is not there: install git 2.38 or later.')
    : isAtLeast(git, [2, 38])
      ? good(`git ${git}`)
      : missing(`git ${git} is too old: install git 2.38 or later.`),
  walls === null ? good('walls: bubblewrap works') : missing(`walls: ${walls}`),
  ...diagnoseLimits(more),
  ...(more.repository === null
    ? [optional('repository: none here; run this in one to see what its checks lack.')]
    : diagnoseRepository(more.repository)),
  hasAgentTasks
    ? good('agents: @interlock-dev/agent-tasks is installed')
    : optional('agents: not installed; checks work without. To run agents, install @interlock-dev/agent-tasks.'),
];

const diagnoseLimits = ({
  processLimit,
  memoryBytes,
  cache,
}: Pick<Machine, 'processLimit' | 'memoryBytes' | 'cache'>): readonly Diagnosis[] => [
  processLimit === 'counting'
    ? optional(
        'processes: only counted ten times a second; to have the kernel limit them, run as a user other than root with util-linux, or in a session with a delegated cgroup.',
      )
    : good(`processes: limited by ${processLimit}`),
  good(`memory: ${Math.round(memoryBytes / 2 ** 30)} GiB a command, watched`),
  good(
    `cache: ${cache.folder}${cache.bytes === null ? ', more than 20,000 files; it may be deleted' : `, ${Math.ceil(cache.bytes / 2 ** 20)} MiB`}`,
  ),
];

const diagnoseRepository = (state: RepositoryState): readonly Diagnosis[] => [
  state.isShallow
    ? missing('history: the clone is shallow, so a merge base may be out of reach: git fetch --unshallow')
    : good('history: complete'),
  state.eslint
    ? installed('ESLint', state.eslintInstalled)
    : optional('ESLint: not configured; our own rules are used.'),
  state.typescript
    ? installed('TypeScript', state.typescriptInstalled)
    : optional('TypeScript: no sources of it here.'),
  state.testRunner === null
    ? optional('tests: no runner found; name a command in tests.command of interlock.config.json.')
    : installed(`tests: ${state.testRunner}`, state.testRunnerInstalled),
];

const installed = (name: string, isThere: boolean): Diagnosis =>
  isThere
    ? good(`${name} is installed`)
    : optional(`${name} is not in node_modules of the root: install the dependencies (such as with npm ci).`);

const good = (text: string): Diagnosis => ({ state: 'good', text });
const missing = (text: string): Diagnosis => ({ state: 'missing', text });
const optional = (text: string): Diagnosis => ({ state: 'optional', text });

const isAtLeast = (version: string, [major, minor]: readonly [number, number]): boolean => {
  const [hasMajor = 0, hasMinor = 0] = version.split('.').map(Number);
  return hasMajor > major || (hasMajor === major && hasMinor >= minor);
};
