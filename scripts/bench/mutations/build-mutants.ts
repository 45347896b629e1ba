import type { Mirror } from '../commits/open-mirror.ts';
import type { PlannedMutant } from './plan-mutants.ts';

/** A planned mutant with the two commits to check. */
export type BuiltMutant = PlannedMutant & { readonly base: string; readonly head: string };

/** Commits the mutants of one repository into our own git directory beside it, in one run of `git fast-import`. */
export const buildMutants = async (
  mirror: Mirror,
  mutants: readonly PlannedMutant[],
): Promise<readonly BuiltMutant[]> => {
  if (mutants.length === 0) return [];
  const { git } = mirror;
  const sides = await readSides(mirror, mutants);
  const stream = sides.flatMap((both, index) => commitsOf({ ...both, index }));
  await git.text(['fast-import', '--quiet', '--force', '--done'], {
    input: Buffer.concat([...stream, Buffer.from('done\n')]),
  });
  const refs = await git.text(['for-each-ref', '--format=%(refname) %(objectname)', 'refs/mutants']);
  const shaOf = new Map(refs.split('\n').map((line) => line.split(' ') as [string, string]));
  return mutants.map((mutant, index) => ({
    ...mutant,
    base: shaOf.get(`refs/mutants/${index}/base`) ?? '',
    head: shaOf.get(`refs/mutants/${index}/head`) ?? '',
  }));
};

type Side = { readonly tree: string; readonly lost: readonly string[] };
type Sides = { readonly mutant: PlannedMutant; readonly base: Side; readonly head: Side };

const readSides = async ({ git }: Mirror, mutants: readonly PlannedMutant[]): Promise<readonly Sides[]> => {
  const known = new Map<string, Promise<Side>>();
  const sideOf = (commit: string, { id, without }: PlannedMutant['setting']): Promise<Side> => {
    const key = `${id}:${commit}`;
    const side = known.get(key) ?? readSide(commit, without);
    known.set(key, side);
    return side;
  };
  const readSide = async (commit: string, without: RegExp | undefined): Promise<Side> => {
    const tree = await git.text(['rev-parse', '--verify', `${commit}^{tree}`]);
    if (without === undefined) return { tree, lost: [] };
    const paths = await git.text(['ls-tree', '-r', '-z', '--name-only', '--full-tree', tree]);
    return { tree, lost: paths.split('\0').filter((path) => without.test(path)) };
  };
  return Promise.all(
    mutants.map(async (mutant) => ({
      mutant,
      base: await sideOf(mutant.commit.parent, mutant.setting),
      head: await sideOf(mutant.commit.sha, mutant.setting),
    })),
  );
};

const signature = 'A <a@localhost> 1767225600 +0000';

const commitsOf = ({ mutant, base, head, index }: Sides & { readonly index: number }): readonly Buffer[] => {
  const { commit, setting, edits, links = {}, between } = mutant;
  const ref = `refs/mutants/${index}`;
  const policy: Readonly<Record<string, string>> =
    setting.configuration === undefined
      ? {}
      : { 'interlock.config.json': `${JSON.stringify(setting.configuration)}\n` };
  return [
    ...commitLines({ ref: `${ref}/base`, from: commit.parent, side: base, files: policy }),
    ...(between === undefined
      ? []
      : commitLines({ ref: `${ref}/between`, from: `${ref}/base`, side: head, files: { ...policy, ...between } })),
    ...commitLines({
      ref: `${ref}/head`,
      from: between === undefined ? `${ref}/base` : `${ref}/between`,
      side: head,
      files: { ...policy, ...edits },
      links,
    }),
  ];
};

const commitLines = (commit: {
  readonly ref: string;
  readonly from: string;
  readonly side: Side;
  readonly files: Readonly<Record<string, string | null>>;
  readonly links?: Readonly<Record<string, string>>;
}): readonly Buffer[] => [
  Buffer.from(`commit ${commit.ref}\ncommitter ${signature}\ndata 0\n\nfrom ${commit.from}\n`),
  Buffer.from(`M 040000 ${commit.side.tree} ""\n`),
  ...commit.side.lost.map((path) => Buffer.from(`D ${quotePath(path)}\n`)),
  ...Object.entries(commit.files).flatMap(([path, text]) =>
    text === null ? [Buffer.from(`D ${quotePath(path)}\n`)] : fileLines('100644', path, text),
  ),
  ...Object.entries(commit.links ?? {}).flatMap(([path, target]) => fileLines('120000', path, target)),
];

const fileLines = (mode: string, path: string, text: string): readonly Buffer[] => {
  const content = Buffer.from(text);
  return [Buffer.from(`M ${mode} inline ${quotePath(path)}\ndata ${content.length}\n`), content, Buffer.from('\n')];
};

const quotePath = (path: string): string =>
  `"${path.replaceAll(/["\\]/g, String.raw`\$&`).replaceAll('\n', String.raw`\n`)}"`;
