import { posix } from 'node:path';
import { candidates, draw, isProductPath } from './choose-file.ts';
import type { Mutation, MutationSource, Operator } from './operator.ts';
import { keyMakers } from './random-keys.ts';

/** A symbolic link beside a touched file that leads out of the repository. */
const linkOut = (source: MutationSource): Promise<Mutation | null> => {
  const [beside] = candidates(source, isProductPath);
  if (beside === undefined) return Promise.resolve(null);
  const up = '../'.repeat(beside.split('/').length + 1);
  const target = draw([`${up}home/ci/.npmrc`, '/etc/passwd', `${up}${up}etc/hosts`], source.random) ?? '/etc/passwd';
  const file = posix.join(posix.dirname(beside), 'shared-settings');
  return Promise.resolve(source.paths.includes(file) ? null : { edits: {}, links: { [file]: target }, file });
};

/** A new file whose name differs from another one only in case. */
const collideInCase = async (source: MutationSource): Promise<Mutation | null> => {
  const others = new Set(source.paths);
  for (const path of candidates(source, isProductPath)) {
    const name = posix.basename(path);
    const letter = name.search(/[a-z]/i);
    const other = name.charAt(letter) === name.charAt(letter).toUpperCase() ? 'toLowerCase' : 'toUpperCase';
    const changed = name.slice(0, letter) + name.charAt(letter)[other]() + name.slice(letter + 1);
    const file = posix.join(posix.dirname(path), changed);
    const text = await source.read(path);
    if (letter !== -1 && text !== null && !others.has(file)) return { edits: { [file]: text }, file };
  }
  return null;
};

/** A key that one commit of the branch brings and the next takes away. */
const leakInPassing = async (source: MutationSource): Promise<Mutation | null> => {
  const [file] = candidates(source, (path) => isProductPath(path) && source.touched.includes(path));
  const text = file === undefined ? null : await source.read(file);
  if (file === undefined || text === null) return null;
  const makeKey = draw(Object.values(keyMakers), source.random);
  if (makeKey === undefined) return null;
  return { edits: {}, between: { [file]: `${text}\nexport const credential = '${makeKey(source.random)}';\n` }, file };
};

/** Faults in what a change puts where, and in what its commits show on the way. */
export const placeOperators: readonly Operator[] = [
  {
    id: 'link-out',
    what: 'a symbolic link leads out of the repository',
    guardrails: ['scope'],
    codes: ['scope/symlink-escapes'],
    apply: linkOut,
  },
  {
    id: 'collide-in-case',
    what: 'a new file has the name of another one in other case',
    guardrails: ['scope'],
    codes: ['scope/case-collision'],
    apply: collideInCase,
  },
  {
    id: 'leak-in-passing',
    what: 'a key is added by one commit of the branch and removed by the next',
    guardrails: ['secrets'],
    codes: ['secrets/in-history', 'secrets/key', 'secrets/likely-secret'],
    apply: leakInPassing,
  },
];
