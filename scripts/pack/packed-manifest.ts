/** A `package.json`, as far as packing looks at it. */
export type Manifest = {
  readonly exports: Readonly<Record<string, string>>;
  readonly files: readonly string[];
  readonly scripts?: unknown;
  readonly devDependencies?: unknown;
  readonly [field: string]: unknown;
};

/** What the entry points of a packed package look like. */
export type PackedManifest = Omit<Manifest, 'exports'> & {
  readonly exports: Readonly<Record<string, string | { readonly types: string; readonly default: string }>>;
};

/**
 * The `package.json` that goes into the tarball: entry points are the JavaScript and declarations in `dist/` instead of
 * the sources; scripts, development dependencies and source files stay at home. Pure.
 */
export const packedManifest = (manifest: Manifest): PackedManifest => {
  const kept = Object.entries(manifest).filter(([field]) => !['scripts', 'devDependencies'].includes(field));
  return {
    ...Object.fromEntries(kept),
    exports: Object.fromEntries(Object.entries(manifest.exports).map(([name, to]) => [name, packedTarget(to)])),
    files: manifest.files.filter((pattern) => !pattern.startsWith('src/')),
  };
};

const packedTarget = (target: string): string | { readonly types: string; readonly default: string } => {
  const module = /^\.\/src\/(.+)\.ts$/.exec(target)?.[1];
  return module === undefined ? target : { types: `./dist/${module}.d.ts`, default: `./dist/${module}.js` };
};
