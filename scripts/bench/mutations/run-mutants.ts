import { fileURLToPath } from 'node:url';
import { withTemporaryFolder } from '../../../guardrails/src/tree/temporary-folder.ts';
import { openMirror, type Mirror } from '../commits/open-mirror.ts';
import { pickAcross } from '../commits/pick-across.ts';
import { pickCommits } from '../commits/pick-commits.ts';
import { workInProcesses } from '../processes/work-in-processes.ts';
import { buildMutants, type BuiltMutant } from './build-mutants.ts';
import type { MutantResult } from './format-mutants.ts';
import type { MutationOptions } from './mutation-options.ts';
import { planMutants, type PlannedMutant } from './plan-mutants.ts';
import type { MutantTask } from './run-check-mutant.ts';
import { scoreMutant, type MutantSeen, type MutantSide } from './score-mutants.ts';

/** What to plant where. */
export type MutantRequest = Pick<MutationOptions, 'repositories' | 'sample' | 'count' | 'operators' | 'jobs'> & {
  readonly onProgress?: (line: string) => void;
  /** Each result as it comes: what a run that is ended early leaves behind. */
  readonly onResult?: (result: MutantResult) => void;
};

/** All planted faults, and how many commits they were planted on. */
export type MutantRun = { readonly results: readonly MutantResult[]; readonly commits: number };

type PlacedMutant = Omit<BuiltMutant, 'edits' | 'links' | 'between'> & { readonly root: string };

/** Plants faults on real commits of repositories, which are only read, and checks each without a brief and with one. */
export const runMutants = (request: MutantRequest): Promise<MutantRun> =>
  withTemporaryFolder('interlock-mutations-', async (dir) => {
    const groups = await plantAll(dir, request);
    const mutants = groups.flat();
    const results = await checkAll(groups, request);
    const commits = new Set(mutants.map(({ commit }) => commit)).size;
    return { results: mutants.flatMap((_, index) => results.get(index) ?? []), commits };
  });

const plantAll = async (dir: string, request: MutantRequest): Promise<readonly (readonly PlacedMutant[])[]> => {
  const { repositories, sample, count } = request;
  const mirrors = await Promise.all(repositories.map((path) => openMirror(path, dir)));
  const pickers = mirrors.map(
    ({ git, name }) =>
      (most: number) =>
        pickCommits({ git, repository: name, sample, count: most }),
  );
  const picked = await pickAcross(pickers, count);
  const groups: (readonly PlacedMutant[])[] = [];
  for (const [index, mirror] of mirrors.entries()) groups.push(await plantIn(mirror, picked[index] ?? [], request));
  return groups;
};

const plantIn = async (
  mirror: Mirror,
  commits: Awaited<ReturnType<typeof pickCommits>>,
  { operators, onProgress }: MutantRequest,
): Promise<readonly PlacedMutant[]> => {
  const planned: PlannedMutant[] = [];
  for (const commit of commits) planned.push(...(await planMutants(mirror, commit, operators)));
  onProgress?.(`${mirror.name}: ${commits.length} commits, ${planned.length} mutants`);
  // The texts are in git now, and lockfiles are large.
  return (await buildMutants(mirror, planned)).map((mutant) => place(mutant, mirror.root));
};

const place = (
  { commit, operator, setting, file, spans, shown, base, head }: BuiltMutant,
  root: string,
): PlacedMutant => ({ commit, operator, setting, file, spans, shown, base, head, root });

const checkAll = async (
  groups: readonly (readonly PlacedMutant[])[],
  { jobs, onProgress, onResult }: MutantRequest,
): Promise<ReadonlyMap<number, MutantResult>> => {
  const mutants = groups.flat();
  const seen = new Map<number, MutantSeen>();
  const results = new Map<number, MutantResult>();
  const keep = (index: number, answer: MutantSeen): void => {
    seen.set(index, answer);
    const result = toResult(index, { mutants, seen });
    if (result !== null) {
      results.set(index, result);
      onResult?.(result);
    }
    if (seen.size % 50 === 0) onProgress?.(`${seen.size}/${mutants.length}`);
  };
  await workInProcesses<MutantTask, MutantSeen>({
    script: fileURLToPath(new URL('./run-check-mutant.ts', import.meta.url)),
    groups: groups.map((group) => group.map((mutant) => toTask(mutant, mutants))),
    jobs,
    limitMs: 130_000,
    onAnswer: ({ index }, answer) => keep(index, answer),
    onLost: ({ index, only }, reason) => {
      const lost: MutantSide = { findings: [], unable: only.map((id) => ({ id, reason })) };
      keep(index, { plain: lost, withBrief: lost });
    },
  });
  return results;
};

const toTask = (mutant: PlacedMutant, all: readonly PlacedMutant[]): MutantTask => {
  const { root, base, head, operator } = mutant;
  const beside = all.filter((other) => isBeside(other, mutant)).flatMap((other) => other.operator?.guardrails ?? []);
  return { index: all.indexOf(mutant), root, base, head, only: operator?.guardrails ?? [...new Set(beside)] };
};

const isBeside = (one: PlacedMutant, other: PlacedMutant): boolean =>
  one.commit === other.commit && one.setting.id === other.setting.id;

type SoFar = { readonly mutants: readonly PlacedMutant[]; readonly seen: ReadonlyMap<number, MutantSeen> };

/** Null for an untouched commit; those are checked before the mutants that are compared with them. */
const toResult = (index: number, { mutants, seen }: SoFar): MutantResult | null => {
  const mutant = mutants[index];
  if (mutant === undefined || mutant.operator === null || mutant.file === null) return null;
  const { operator, file, commit, spans, shown } = mutant;
  const untouched = mutants.findIndex((other) => other.operator === null && isBeside(other, mutant));
  const [own, before] = [seen.get(index), seen.get(untouched)];
  if (own === undefined || before === undefined) return null;
  return {
    operator: operator.id,
    repository: commit.repository,
    sha: commit.sha,
    file,
    spans,
    shown,
    plain: scoreMutant(mutant, own.plain, before.plain),
    withBrief: scoreMutant(mutant, own.withBrief, before.withBrief),
  };
};
