import { parseJsonc } from '../../source/parse-jsonc.ts';
import type { CollectContext } from '../../guardrail.ts';
import type { FactReader } from '../../tree/facts.ts';
import type { WorkspacePackage } from './type-check-request.ts';

type Manifest = Omit<WorkspacePackage, 'folder'>;

const manifestReader: FactReader<Manifest | null> = {
  id: 'types/manifest',
  version: 1,
  read: (text) => readManifest(parseJsonc(text)),
};

/** The packages of a repository: who is called how, and who depends on whom. */
export const readPackages = async (
  { base, facts }: CollectContext,
  paths: readonly string[],
): Promise<readonly WorkspacePackage[]> => {
  const manifests = paths.filter((path) => /(?:^|\/)package\.json$/u.test(path));
  const found = await facts(manifestReader, base, manifests);
  return [...found].flatMap(([path, manifest]) =>
    manifest === null ? [] : [{ ...manifest, folder: path.slice(0, Math.max(0, path.lastIndexOf('/'))) }],
  );
};

const readManifest = (value: unknown): Manifest | null => {
  const manifest = asRecord(value);
  const { name } = manifest;
  if (typeof name !== 'string') return null;
  const fields = ['dependencies', 'devDependencies', 'peerDependencies', 'optionalDependencies'];
  return { name, dependencies: [...new Set(fields.flatMap((field) => Object.keys(asRecord(manifest[field]))))] };
};

const asRecord = (value: unknown): { readonly [name: string]: unknown } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as { readonly [name: string]: unknown })
    : {};
