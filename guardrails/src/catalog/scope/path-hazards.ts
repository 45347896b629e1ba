import type { ChangedFile } from '../../change/change.ts';
import { findMixedWords } from './confusables.ts';
import type { Hazard } from './scope-evidence.ts';

/**
 * Finds what new paths do elsewhere: two that are one on macOS and Windows (case, Unicode form), names that Windows
 * cannot hold, letters that only look Latin. Pure.
 * @param paths all paths of head
 */
export const findPathHazards = (files: readonly ChangedFile[], paths: readonly string[]): readonly Hazard[] => {
  const fresh = files.filter(({ status }) => status === 'added' || status === 'renamed' || status === 'copied');
  if (fresh.length === 0) return [];
  const spellings = spellingsOf(paths);
  return fresh.flatMap((file) => [
    ...collisions(file.path, spellings),
    ...caseOnly(file),
    ...windowsNames(file.path),
    ...confusable(file.path),
  ]);
};

const foldOf = (path: string): string => path.normalize('NFC').toLowerCase();

/** Folded path → the ways in which head spells it, for files and folders. */
const spellingsOf = (paths: readonly string[]): ReadonlyMap<string, ReadonlySet<string>> => {
  const spellings = new Map<string, Set<string>>();
  const add = (path: string): boolean => {
    const known = spellings.get(foldOf(path)) ?? new Set<string>();
    if (known.has(path)) return false;
    spellings.set(foldOf(path), known.add(path));
    return true;
  };
  for (const path of paths) {
    add(path);
    // A folder that is known has its parents known.
    for (let at = path.lastIndexOf('/'); at > 0 && add(path.slice(0, at)); at = path.lastIndexOf('/', at - 1));
  }
  return spellings;
};

const collisions = (path: string, spellings: ReadonlyMap<string, ReadonlySet<string>>): readonly Hazard[] => {
  const parts = path.split('/');
  for (let count = parts.length; count > 0; count -= 1) {
    const one = parts.slice(0, count).join('/');
    const other = [...(spellings.get(foldOf(one)) ?? [])].find((spelling) => spelling !== one);
    if (other === undefined) continue;
    return [{ kind: 'case-collision', path, line: null, detail: { other }, isCertain: count === parts.length }];
  }
  return [];
};

const caseOnly = ({ path, basePath }: ChangedFile): readonly Hazard[] =>
  basePath !== undefined && basePath !== path && foldOf(basePath) === foldOf(path)
    ? [{ kind: 'case-only-rename', path, line: null, detail: { from: basePath }, isCertain: true }]
    : [];

const reserved = /^(?:con|prn|aux|nul|com[1-9¹²³]|lpt[1-9¹²³])(?:\.|$)/i;

const windowsNames = (path: string): readonly Hazard[] => {
  const why = path
    .split('/')
    .map(whyNot)
    .find((reason) => reason !== null);
  const reason = why ?? (path.length > 240 ? 'the path is longer than 240 characters' : null);
  return reason === null ? [] : [{ kind: 'windows-name', path, line: null, detail: { reason }, isCertain: true }];
};

const whyNot = (name: string): string | null => {
  if (reserved.test(name)) return `${name} names a device`;
  if (/[<>:"|?*\\\u0000-\u001f]/.test(name)) return 'a character that is not allowed in names';
  return /[. ]$/.test(name) ? 'a dot or space at the end of a name' : null;
};

const confusable = (path: string): readonly Hazard[] => {
  const mixed = findMixedWords(path)[0];
  return mixed === undefined ? [] : [{ kind: 'confusable-path', path, line: null, detail: {}, isCertain: false }];
};
