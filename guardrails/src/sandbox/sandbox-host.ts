import { existsSync, readlinkSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** What the walls need to know of the machine (or of the outer sandbox) that they stand on. */
export type SandboxHost = {
  /** Folders such as `/bin` that are links into `/usr` here: `['/bin', 'usr/bin']`. */
  readonly rootLinks: readonly (readonly [path: string, target: string])[];
  /** Folders such as `/bin` that are folders of their own here. */
  readonly rootFolders: readonly string[];
  /** Folders below `/usr` that hold the machine's own settings, maybe with secrets: shown empty. */
  readonly masked: readonly string[];
  /** Folder of the running Node: first on PATH inside. */
  readonly nodeDir: string;
  /** Folders outside `/usr` that the running Node needs: its own, and its npm. */
  readonly nodeFolders: readonly string[];
};

/** Looks at the machine: a few `stat` calls, no process is started. */
export const readSandboxHost = (): SandboxHost => {
  const roots = ['/bin', '/sbin', '/lib', '/lib32', '/lib64', '/libx32'].filter((path) => existsSync(path));
  const links = roots.map((path) => [path, readLink(path)] as const);
  const nodeDir = dirname(realpathSync(process.execPath));
  return {
    rootLinks: links.flatMap(([path, target]) => (target === null ? [] : [[path, target] as const])),
    rootFolders: links.flatMap(([path, target]) => (target === null ? [path] : [])),
    masked: ['/usr/etc', '/usr/local/etc'].filter((path) => existsSync(path)),
    nodeDir,
    nodeFolders: nodeDir.startsWith('/usr/') ? [] : [nodeDir, ...npmFolder(nodeDir)],
  };
};

const readLink = (path: string): string | null => {
  try {
    return readlinkSync(path);
  } catch {
    // A folder of its own, no link.
    return null;
  }
};

/** `npm` beside `node` is a link to `../lib/node_modules/npm`. */
const npmFolder = (nodeDir: string): readonly string[] => {
  const folder = join(dirname(nodeDir), 'lib', 'node_modules', 'npm');
  return existsSync(join(nodeDir, 'npm')) && existsSync(folder) ? [folder] : [];
};
