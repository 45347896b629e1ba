import { fileURLToPath } from 'node:url';

/** Folders of docs for `interlock explain`. */
export const docFolders: readonly string[] = ['../workspace'].map((folder) =>
  fileURLToPath(new URL(folder, import.meta.url)),
);
