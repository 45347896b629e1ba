/** What was seen of the machine. */
export type Machine = {
  /** `24.21.0`. */
  readonly node: string;
  /** `2.43.0`; null when git cannot be started. */
  readonly git: string | null;
  /** Why walls cannot be built, with the way out; null when they can. */
  readonly walls: string | null;
  readonly hasAgentTasks: boolean;
};

/** One thing that Interlock needs, or could use. */
export type Diagnosis = { readonly state: 'good' | 'missing' | 'optional'; readonly text: string };

/** Judges a machine: one line each, with the way out where something is missing. Pure. */
export const diagnose = ({ node, git, walls, hasAgentTasks }: Machine): readonly Diagnosis[] => [
  isAtLeast(node, [22, 18])
    ? good(`Node ${node}`)
    : missing(`Node ${node} is too old: install Node 22.18 or later, better 24.`),
  git === null
    ? missing('git is not there: install git 2.38 or later.')
    : isAtLeast(git, [2, 38])
      ? good(`git ${git}`)
      : missing(`git ${git} is too old: install git 2.38 or later.`),
  walls === null ? good('walls: bubblewrap works') : missing(`walls: ${walls}`),
  hasAgentTasks
    ? good('agents: @interlock-dev/agent-tasks is installed')
    : optional('agents: not installed; checks work without. To run agents, install @interlock-dev/agent-tasks.'),
];

const good = (text: string): Diagnosis => ({ state: 'good', text });
const missing = (text: string): Diagnosis => ({ state: 'missing', text });
const optional = (text: string): Diagnosis => ({ state: 'optional', text });

const isAtLeast = (version: string, [major, minor]: readonly [number, number]): boolean => {
  const [hasMajor = 0, hasMinor = 0] = version.split('.').map(Number);
  return hasMajor > major || (hasMajor === major && hasMinor >= minor);
};
