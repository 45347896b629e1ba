import type { Many, SizePoint, Versus } from './measurements.ts';

/** All that a run of the benchmark measured. */
export type Speed = {
  readonly fileCount: number;
  readonly versus: Versus;
  readonly many: Many;
  readonly sizes: readonly SizePoint[];
};

/** What the checks must not pass; committed before the runs that confirm it. */
export const speedLimits = {
  warmSeconds: 5,
  coldShareOfTools: 1 / 3,
  peakGigabytes: 2,
  atOnceGigabytes: 4,
  atOnceP95Seconds: 15,
} as const;

type Line = { readonly what: string; readonly measured: number; readonly limit: number; readonly unit: string };

const gigabyte = 1024 ** 3;

/** The limits that were passed. Pure. */
export const judgeSpeed = (speed: Speed): readonly Line[] =>
  linesOf(speed).filter(({ measured, limit }) => measured > limit);

const linesOf = ({ versus, many }: Speed): readonly Line[] => [
  {
    what: 'warm check, 10 files changed (median of 3)',
    measured: median(versus.warm.map(({ wallSeconds }) => wallSeconds)),
    limit: speedLimits.warmSeconds,
    unit: 's',
  },
  {
    what: 'cold check, 10 files changed',
    measured: versus.cold.wallSeconds,
    limit: toolSeconds(versus) * speedLimits.coldShareOfTools,
    unit: 's',
  },
  {
    what: 'memory of the cold check',
    measured: versus.peakBytes / gigabyte,
    limit: speedLimits.peakGigabytes,
    unit: 'GB',
  },
  {
    what: `memory of ${many.count} at once`,
    measured: many.peakBytes / gigabyte,
    limit: speedLimits.atOnceGigabytes,
    unit: 'GB',
  },
  {
    what: `95th percentile of ${many.count} at once`,
    measured: percentile(many.wallSeconds, 0.95),
    limit: speedLimits.atOnceP95Seconds,
    unit: 's',
  },
];

const toolSeconds = ({ tools }: Versus): number => tools.reduce((sum, { measured }) => sum + measured.wallSeconds, 0);

const median = (values: readonly number[]): number => percentile(values, 0.5);

/** The smallest value that at least this share of the values does not pass. Pure. */
export const percentile = (values: readonly number[], share: number): number => {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? NaN;
};

/** The tables and the plot as Markdown. Pure. */
export const formatSpeed = (speed: Speed): string => {
  const { versus, many, sizes, fileCount } = speed;
  const row = (cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`;
  const tools = versus.tools.map(({ name, measured }) =>
    row([`${name}, whole tree`, measured.wallSeconds.toFixed(2), measured.cpuSeconds.toFixed(2)]),
  );
  const checks = [
    ['`interlock check`, cold', versus.cold] as const,
    ...versus.warm.map((measured, index) => [`\`interlock check\`, warm, change ${index + 1}`, measured] as const),
  ].map(([name, { wallSeconds, cpuSeconds }]) => row([name, wallSeconds.toFixed(2), cpuSeconds.toFixed(2)]));
  const limits = linesOf(speed).map(({ what, measured, limit, unit }) =>
    row([what, `${measured.toFixed(2)} ${unit}`, `${limit.toFixed(2)} ${unit}`, measured <= limit ? 'held' : 'MISSED']),
  );
  return [
    `# How quick the deterministic guardrails are`,
    ``,
    `Generated repository of ${fileCount} TypeScript files (simulated code); scope, policy, lint (untyped), architecture, contract,`,
    `test-integrity, secrets, dependencies. Written by \`npm run bench:check\`.`,
    ``,
    row(['', 'wall s', 'CPU s']),
    row(['---', '---:', '---:']),
    ...tools,
    ...checks,
    ``,
    row(['limit', 'measured', 'at most', '']),
    row(['---', '---:', '---:', '---']),
    ...limits,
    ``,
    `CPU-seconds a check with ${many.count} at once: median ${median(many.cpuSeconds).toFixed(2)}, most ${Math.max(...many.cpuSeconds).toFixed(2)}.`,
    ``,
    ...formatPlot(sizes),
  ].join('\n');
};

/** CPU-seconds over the size of the change, one line a size of repository: a table, and a Mermaid chart of it. */
const formatPlot = (sizes: readonly SizePoint[]): readonly string[] => {
  const changes = [...new Set(sizes.map(({ changedFiles }) => changedFiles))];
  const repositories = [...new Set(sizes.map(({ repositoryFiles }) => repositoryFiles))];
  const secondsOf = (repository: number): readonly string[] =>
    changes.map((change) => {
      const point = sizes.find((one) => one.repositoryFiles === repository && one.changedFiles === change);
      return point === undefined ? '' : point.cpuSeconds.toFixed(2);
    });
  return [
    `| files of the repository | ${changes.map((change) => `${change} changed`).join(' | ')} |`,
    `| ---: | ${changes.map(() => '---:').join(' | ')} |`,
    ...repositories.map((repository) => `| ${repository} | ${secondsOf(repository).join(' | ')} |`),
    ``,
    '```mermaid',
    'xychart-beta',
    `  title "CPU-seconds of a warm check: ${repositories.join(', ')} files"`,
    `  x-axis "files changed" [${changes.join(', ')}]`,
    `  y-axis "CPU-seconds"`,
    ...repositories.map((repository) => `  line [${secondsOf(repository).join(', ')}]`),
    '```',
    '',
  ];
};
