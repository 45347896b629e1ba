import { candidates, draw, mutateOneFile } from './choose-file.ts';
import type { Mutation, MutationSource, Operator } from './operator.ts';

/** Takes the hash of one entry out of a lockfile of pnpm or yarn (npm's: `integrity-lost`). */
const loseHash = async (source: MutationSource): Promise<Mutation | null> => {
  for (const file of candidates(source, (path) => /^(pnpm-lock\.yaml|yarn\.lock)$/.test(path))) {
    const text = await source.read(file);
    if (text === null) continue;
    const pattern =
      file === 'yarn.lock' ? /\n {2}integrity sha\d+-[^\n]+/g : /(resolution: \{)integrity: sha\d+-[^},]+\}/g;
    const place = draw([...text.matchAll(pattern)], source.random);
    if (place === undefined) continue;
    const end = place.index + place[0].length;
    const left = file === 'yarn.lock' ? '' : 'resolution: {tarball: https://registry.npmjs.org/package.tgz}';
    return { edits: { [file]: text.slice(0, place.index) + left + text.slice(end) }, file };
  }
  return null;
};

const popular = [
  'lodash',
  'express',
  'commander',
  'typescript',
  'chalk',
  'webpack',
  'dotenv',
  'mongoose',
  'prettier',
  'nodemon',
  'winston',
  'jsonwebtoken',
];

const slips: readonly ((name: string, at: number) => string)[] = [
  (name, at) => name.slice(0, at) + name.slice(at + 1),
  (name, at) => name.slice(0, at) + name.charAt(at) + name.slice(at),
  (name, at) => name.slice(0, at) + name.charAt(at + 1) + name.charAt(at) + name.slice(at + 2),
];

/** Names a well-known package with one slip of the hand. */
const slipName = mutateOneFile(
  (path) => /(^|\/)package\.json$/.test(path) && !/(fixtures?|examples?|templates?)\//.test(path),
  ({ text }, { random }) => {
    const place = /"dependencies"\s*:\s*\{\n?(\s*)/.exec(text);
    const name = draw(popular, random) ?? 'lodash';
    const slip = draw(slips, random);
    const at = 1 + Math.floor(random() * (name.length - 2));
    const slipped = slip?.(name, at) ?? name;
    if (place === null || slipped === name || text.includes(`"${slipped}"`)) return null;
    const end = place.index + place[0].length;
    return `${text.slice(0, end)}"${slipped}": "^1.0.0",\n${place[1] ?? '    '}${text.slice(end)}`;
  },
);

/** Faults in lockfiles of pnpm and yarn, and names drawn at random. */
export const lockOperators: readonly Operator[] = [
  {
    id: 'integrity-lost-elsewhere',
    what: 'a package of a lockfile of pnpm or yarn loses its hash',
    guardrails: ['dependencies'],
    codes: ['dependencies/no-integrity', 'dependencies/integrity-changed'],
    apply: loseHash,
  },
  {
    id: 'slipped-name',
    what: 'a dependency is the name of a well-known one with one slip of the hand',
    guardrails: ['dependencies'],
    codes: ['dependencies/lookalike'],
    apply: slipName,
  },
];
