import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { failure, type RegistryFailure } from '../errors.ts';
import { problemWith } from '../package/model-card.ts';
import type { ModelPackage } from '../package/model-package.ts';
import { packageFiles } from '../package/package-files.ts';
import { readPackage, type PackageRead } from '../package/read-package.ts';
import { ServingPointer } from './serving-pointer.ts';
import { syncFolder, writeAtomically, writeDurably } from './write-atomically.ts';

export type PointerRead = { readonly ok: true; readonly pointer: ServingPointer } | RegistryFailure;
export type Added = { readonly ok: true; readonly isNew: boolean } | RegistryFailure;

/** Packages in a folder `<root>/<name>/<version>/`, and which of them serve in `<root>/<name>/serving.json`. */
export type Registry = {
  readonly root: string;
  readonly models: () => string[];
  readonly versions: (name: string) => string[];
  readonly read: (name: string, version: string) => PackageRead;
  /** Adds a package as a whole; the same package again changes nothing. */
  readonly add: (content: ModelPackage) => Added;
  readonly serving: (name: string) => PointerRead;
  readonly point: (name: string, pointer: ServingPointer) => void;
};

/** The registry in a folder, which is made on the first write. */
export const openRegistry = (root: string): Registry => ({
  root,
  models: () => folders(root),
  versions: (name) => (isIdentifier(name) ? folders(join(root, name)) : []),
  read: (name, version) => readVersion(root, name, version),
  add: (content) => addPackage(root, content),
  serving: (name) => readPointer(root, name),
  point: (name, pointer) => writeAtomically(join(root, name, pointerFile), `${JSON.stringify(pointer, null, 2)}\n`),
});

const pointerFile = 'serving.json';

// What is being written has a dot in front: it is no version until it has its name.
const folders = (path: string): string[] =>
  existsSync(path)
    ? readdirSync(path, { withFileTypes: true })
        .filter((entry) => entry.isDirectory() && isIdentifier(entry.name))
        .map(({ name }) => name)
        .sort()
    : [];

const isIdentifier = (text: string): boolean => /^[a-z0-9][a-z0-9.-]*$/.test(text) && text.length <= 80;

const readVersion = (root: string, name: string, version: string): PackageRead => {
  if (!folders(root).includes(name))
    return failure(
      'models/unknown-model',
      `${root} has no model ${JSON.stringify(name)}; it has: ${folders(root).join(', ')}`,
    );
  if (!folders(join(root, name)).includes(version))
    return failure(
      'models/unknown-version',
      `${name} has no version ${JSON.stringify(version)}; it has: ${folders(join(root, name)).join(', ')}`,
    );
  const read = readPackage(join(root, name, version));
  if (!read.ok) return read;
  const { card } = read.content;
  return card.name === name && card.version === version
    ? read
    : failure('models/card-invalid', `${join(root, name, version)} holds the card of ${card.name} ${card.version}`);
};

const addPackage = (root: string, content: ModelPackage): Added => {
  const { name, version } = content.card;
  const [model, target] = [join(root, name), join(root, name, version)];
  if (existsSync(target)) {
    const known = readVersion(root, name, version);
    if (known.ok && JSON.stringify(known.content.card) === JSON.stringify(content.card))
      return { ok: true, isNew: false };
    return failure('models/version-exists', `${target} exists and is not this package: a version is never changed`);
  }
  const temporary = join(model, `.${version}.${process.pid}`);
  rmSync(temporary, { recursive: true, force: true });
  mkdirSync(temporary, { recursive: true });
  for (const [file, bytes] of packageFiles(content)) writeDurably(join(temporary, file), bytes);
  syncFolder(temporary);
  renameSync(temporary, target);
  syncFolder(model);
  return { ok: true, isNew: true };
};

const readPointer = (root: string, name: string): PointerRead => {
  const path = join(root, isIdentifier(name) ? name : '', pointerFile);
  if (!folders(root).includes(name))
    return failure(
      'models/unknown-model',
      `${root} has no model ${JSON.stringify(name)}; it has: ${folders(root).join(', ')}`,
    );
  if (!existsSync(path)) return failure('models/no-serving-version', `${path} is not there: promote a version first`);
  let pointer: unknown;
  try {
    pointer = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    return failure('models/pointer-invalid', `${path}: ${(error as Error).message}`);
  }
  const problem = problemWith(ServingPointer, pointer);
  return problem === undefined
    ? { ok: true, pointer: pointer as ServingPointer }
    : failure('models/pointer-invalid', `${path}: ${problem}`);
};
