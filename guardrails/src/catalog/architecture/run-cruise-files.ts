import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import { createPlaces, type KnownTree, type Places } from './run-cruise-places.ts';

/** Shows trees that are on no disk to what reads files in this process. */
export type ShownFiles = {
  readonly show: (tree: KnownTree) => void;
  /** What was asked for and is not known here: then nothing that was answered counts. */
  readonly missed: readonly string[];
  /** Gives node:fs back its own functions. */
  readonly restore: () => void;
};

/**
 * Lets the synchronous functions of node:fs see, under `root`, the files of a tree of which only the paths and some texts are known,
 * and the installed packages.
 * @param root absolute path of a folder that holds at least one file
 */
export const showFiles = (root: string, installed: string | null): ShownFiles => {
  const places = createPlaces(root, installed);
  const shown = { ...createLooks(places, root), ...createReads(places) };
  const originals = Object.fromEntries(Object.keys(shown).map((name) => [name, fs[name as keyof typeof shown]]));
  const replace = (functions: object): void => {
    Object.assign(fs, functions);
    syncBuiltinESMExports();
  };
  replace(shown);
  return { missed: places.missed, show: places.lay, restore: () => replace(originals) };
};

type StatOptions = { readonly throwIfNoEntry?: boolean };

const createLooks = ({ placeOf }: Places, root: string) => {
  const { statSync, lstatSync, existsSync, accessSync } = fs;
  const samples = { file: sampleFile(root), folder: statSync(root) };
  const look = (own: (path: string, options?: StatOptions) => unknown) => (path: string, options?: StatOptions) => {
    const place = placeOf(path);
    if (place === null) return own(path, options);
    if (place.kind === 'real') return statSync(place.path, options);
    if (place.kind !== 'none') return samples[place.kind];
    if (options?.throwIfNoEntry === false) return undefined;
    throw fault('ENOENT', path);
  };
  const exists = (path: string): boolean => {
    const place = placeOf(path);
    if (place === null) return existsSync(path);
    return place.kind === 'real' ? existsSync(place.path) : place.kind !== 'none';
  };
  const access = (path: string, mode?: number): void => {
    if (placeOf(path) === null) accessSync(path, mode);
    else if (!exists(path)) throw fault('ENOENT', path);
  };
  return { statSync: look(statSync), lstatSync: look(lstatSync), existsSync: exists, accessSync: access };
};

type ReadOptions = { readonly encoding?: BufferEncoding | null } | BufferEncoding | null;

const createReads = ({ placeOf, linkOf, textOf, missed }: Places) => {
  const { readFileSync, readlinkSync, realpathSync, readdirSync } = fs;
  const readFile = (path: string, options?: ReadOptions): string | Buffer => {
    const place = placeOf(path);
    if (place === null) return readFileSync(path, options as 'utf8');
    if (place.kind === 'real') return readFileSync(place.path, options as 'utf8');
    const text = textOf(place.path);
    if (text === undefined) {
      if (place.kind === 'file') missed.push(place.path);
      throw fault(place.kind === 'folder' ? 'EISDIR' : 'ENOENT', path);
    }
    const encoding = typeof options === 'string' ? options : options?.encoding;
    return typeof encoding === 'string' ? text : Buffer.from(text);
  };
  const readLink = (path: string, options?: ReadOptions): string | Buffer => {
    if (placeOf(path) === null) return readlinkSync(path, options as 'utf8');
    const link = linkOf(path);
    if (link === null) throw fault('EINVAL', path);
    return link;
  };
  const realPath = (path: string, options?: ReadOptions): string =>
    placeOf(path) === null ? realpathSync(path, options as 'utf8') : path;
  const readFolder = (path: string, options?: ReadOptions): readonly unknown[] => {
    const place = placeOf(path);
    if (place === null || place.kind === 'real') return readdirSync(place?.path ?? path, options as 'utf8');
    missed.push(place.path);
    throw fault('ENOENT', path);
  };
  return {
    ...{ readFileSync: readFile, readlinkSync: readLink, readdirSync: readFolder },
    realpathSync: Object.assign(realPath, { native: realPath }),
  };
};

const sampleFile = (root: string): fs.Stats => {
  const [first] = fs.readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  if (first === undefined) throw new Error(`${root} holds no file to take the form of an answer from`);
  return fs.statSync(join(first.parentPath, first.name));
};

const fault = (code: string, path: string): Error => Object.assign(new Error(`${code}: ${path}`), { code, path });
