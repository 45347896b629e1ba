/** What a plan is held against: the files of the commit that it starts from, and what they say of each other. Data. */
export type RepositoryMap = {
  /** All paths of the commit. */
  readonly paths: readonly string[];
  /** The files of the commit that a file imports; empty for what is no module. */
  readonly importsOf: (file: string) => readonly ModuleImport[];
  /** Names that a file declares and exports. */
  readonly exportsOf: (file: string) => readonly string[];
  /** What each package.json says, by its folder (empty for the root). */
  readonly packages: ReadonlyMap<string, PackageFacts>;
  /** Files that many tasks want to edit: lockfiles, barrels, contracts. */
  readonly hotFiles: readonly HotFile[];
};

/** One import between two files of the repository. */
export type ModuleImport = {
  readonly to: string;
  /** 1-based line in the importing file. */
  readonly line: number;
  /** `export … from`: whoever imports this file imports that one. */
  readonly isReExport: boolean;
};

/** What acceptance commands may name. */
export type PackageFacts = { readonly name: string | null; readonly scripts: ReadonlySet<string> };

/** A file that should have one owner, and why. */
export type HotFile = { readonly path: string; readonly kind: 'lockfile' | 'barrel' | 'contract' };

const lockfile = /(?:^|\/)(?:package-lock\.json|npm-shrinkwrap\.json|pnpm-lock\.yaml|yarn\.lock|bun\.lockb?)$/;
const contract = /(?:^|\/)openapi\.(?:json|ya?ml)$|\.schema\.json$/;

/** Which files of a repository are hot. `isBarrel` answers for modules alone. Pure. */
export const findHotFiles = (paths: readonly string[], isBarrel: (path: string) => boolean): readonly HotFile[] =>
  paths.flatMap((path): readonly HotFile[] => {
    if (lockfile.test(path)) return [{ path, kind: 'lockfile' }];
    if (contract.test(path)) return [{ path, kind: 'contract' }];
    return isBarrel(path) ? [{ path, kind: 'barrel' }] : [];
  });
