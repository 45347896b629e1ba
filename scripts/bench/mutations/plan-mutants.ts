import { createTree } from '../../../guardrails/src/tree/commit-tree.ts';
import type {
  Mutation,
  MutationSetting,
  MutationSource,
  Operator,
} from '../../../test/guardbench/mutations/operator.ts';
import { plantedLines, type LineSpan } from '../../../test/guardbench/mutations/planted-lines.ts';
import { createSeededRandom } from '../../../test/guardbench/mutations/seeded-random.ts';
import { parseFile } from '../../../test/guardbench/mutations/walk.ts';
import type { PickedCommit } from '../commits/commit-record.ts';
import type { Mirror } from '../commits/open-mirror.ts';

/** A fault planted on top of a real commit; the commit itself where `operator` is null. */
export type PlannedMutant = Pick<Mutation, 'edits' | 'links' | 'between'> & {
  readonly commit: PickedCommit;
  readonly operator: Operator | null;
  readonly setting: MutationSetting;
  /** The file that a finding must name; null for the commit itself. */
  readonly file: string | null;
  /** Where in it a finding with a line must stand; none where any line will do. */
  readonly spans: readonly LineSpan[];
  /** The first planted line, for a person. */
  readonly shown: string;
};

const asItWas: MutationSetting = { id: 'as-it-was' };

/** Lets every operator plant its fault on a commit, and puts the untouched commit of each setting before them. */
export const planMutants = async (
  mirror: Mirror,
  commit: PickedCommit,
  operators: readonly Operator[],
): Promise<readonly PlannedMutant[]> => {
  const source = await openSource(mirror, commit);
  const planted: PlannedMutant[] = [];
  for (const operator of operators) {
    const mutation = await operator.apply({ ...source, random: createSeededRandom(`${operator.id}:${commit.sha}`) });
    if (mutation === null) continue;
    const place = await placeOf(mutation, source);
    if (place !== null) planted.push({ commit, operator, setting: operator.setting ?? asItWas, ...mutation, ...place });
  }
  const settings = [...new Map(planted.map(({ setting }) => [setting.id, setting])).values()];
  const untouched = { commit, operator: null, edits: {}, file: null, spans: [], shown: '' };
  return [...settings.map((setting) => ({ ...untouched, setting })), ...planted];
};

const openSource = async ({ git }: Mirror, commit: PickedCommit): Promise<Omit<MutationSource, 'random'>> => {
  const treeOf = async (sha: string) => {
    const tree = await git.text(['rev-parse', '--verify', `${sha}^{tree}`]);
    return createTree({ git, commit: sha, tree, checkoutRoot: '', dependencies: null });
  };
  const [head, base] = await Promise.all([treeOf(commit.sha), treeOf(commit.parent)]);
  const range = [commit.parent, commit.sha];
  const touched = await git.text(['diff-tree', '-r', '-z', '--name-only', '--diff-filter=d', '--no-renames', ...range]);
  return {
    sha: commit.sha,
    touched: touched.split('\0').filter((path) => path !== ''),
    paths: (await head.list()).filter(({ mode }) => mode.startsWith('100')).map(({ path }) => path),
    read: remember((path) => head.readText(path)),
    readBase: remember((path) => base.readText(path)),
  };
};

/** Dozens of operators look at the same files, and each read starts git. */
const remember = (read: MutationSource['read']): MutationSource['read'] => {
  const known = new Map<string, Promise<string | null>>();
  return (path) => {
    const text = known.get(path) ?? read(path);
    known.set(path, text);
    return text;
  };
};

/** Where the fault stands; null where the edited file does not parse: nobody would have committed it. */
const placeOf = async (
  { edits, file }: Mutation,
  { read, readBase }: Omit<MutationSource, 'random'>,
): Promise<Pick<PlannedMutant, 'spans' | 'shown'> | null> => {
  for (const [path, text] of Object.entries(edits))
    if (text !== null && /\.[cm]?[jt]sx?$/.test(path) && parseFile({ path, text }) === null) return null;
  const after = edits[file];
  const before = typeof after === 'string' ? await read(file) : null;
  if (typeof after !== 'string' || before === null) return { spans: [], shown: '' };
  const spans = plantedLines({ path: file, before, after, base: await readBase(file) });
  const old = new Set(before.split('\n'));
  return {
    spans,
    shown:
      after
        .split('\n')
        .find((line) => !old.has(line))
        ?.trim() ?? '(lines taken away)',
  };
};
