import type { Json } from '../guardrail.ts';
import type { FactReader } from '../tree/facts.ts';
import { parseJsonc } from './parse-jsonc.ts';

/** What a package.json says that imports depend on. */
export type Manifest = {
  readonly name: string | null;
  /** Whether it says that it is never published. */
  readonly isPrivate: boolean;
  /** Files that whoever imports the package gets: `main`, `module`, `types`, `source`, `browser` as text. */
  readonly entries: readonly string[];
  /** The files that `bin` names. */
  readonly bin: readonly string[];
  readonly exports: Json;
  readonly imports: Json;
  /** Names in dependencies, devDependencies, peerDependencies and optionalDependencies. */
  readonly dependencies: readonly string[];
  /** Texts of its scripts. */
  readonly scripts: readonly string[];
};

/** What a tsconfig.json or jsconfig.json says that imports depend on. */
export type Project = {
  readonly extends: readonly string[];
  readonly baseUrl: string | null;
  readonly paths: { readonly [pattern: string]: readonly string[] } | null;
};

/** A package.json or a tsconfig; null for what cannot be read as one. */
export type ProjectFacts = { readonly manifest: Manifest | null; readonly project: Project | null };

/** Whether a path is a file that {@link projectFacts} reads. Pure. */
export const isProjectPath = (path: string): boolean =>
  /(?:^|\/)(?:package|[tj]sconfig[^/]*)\.json$/u.test(path) && !path.includes('node_modules/');

/** Reads both kinds of file; each has the fields that the other has not, and a reader sees only the extension. */
export const projectFacts: FactReader<ProjectFacts> = {
  id: 'project',
  version: 1,
  read: (text) => {
    const content = text.length > 2_000_000 ? null : parseJsonc(text);
    if (!isRecord(content)) return { manifest: null, project: null };
    return { manifest: manifestOf(content), project: projectOf(content) };
  },
};

type Record_ = { readonly [key: string]: Json };

const isRecord = (value: unknown): value is Record_ =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const textsOf = (value: Json | undefined): readonly string[] => {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.filter((item): item is string => typeof item === 'string');
  return isRecord(value) ? Object.values(value).filter((item): item is string => typeof item === 'string') : [];
};

const manifestOf = (content: Record_): Manifest => ({
  isPrivate: content['private'] === true,
  name: typeof content['name'] === 'string' ? content['name'] : null,
  entries: ['source', 'module', 'main', 'types', 'typings', 'browser'].flatMap((field) => {
    const value = content[field];
    return typeof value === 'string' ? [value] : [];
  }),
  bin: textsOf(content['bin']),
  exports: content['exports'] ?? null,
  imports: content['imports'] ?? null,
  dependencies: ['dependencies', 'devDependencies', 'peerDependencies', 'optionalDependencies'].flatMap((field) => {
    const list = content[field];
    return isRecord(list) ? Object.keys(list) : [];
  }),
  scripts: textsOf(isRecord(content['scripts']) ? content['scripts'] : undefined),
});

const projectOf = (content: Record_): Project => {
  const options = isRecord(content['compilerOptions']) ? content['compilerOptions'] : {};
  const paths = options['paths'];
  return {
    extends: textsOf(content['extends']),
    baseUrl: typeof options['baseUrl'] === 'string' ? options['baseUrl'] : null,
    paths: isRecord(paths)
      ? Object.fromEntries(Object.entries(paths).map(([pattern, targets]) => [pattern, textsOf(targets)]))
      : null,
  };
};
