const code = /\.(?:[cm]?[jt]s|[jt]sx)$/u;
const script = /\.(?:vue|svelte|astro|mdx)$/u;
const foreign = /(?:^|\/)(?:node_modules|bower_components|\.yarn|\.git)\//u;
const test =
  /(?:^|\/)(?:__tests__|__mocks__|__fixtures__|fixtures?|tests?|specs?|e2e|cypress|testing|test-utils|mocks?)\/|[.-](?:\w*test|\w*spec|e2e|test-d|bench|stories|story|cy|mock|fixture)s?\.[^/]+$/u;
const generated = /(?:^|\/)(?:__)?generated(?:__)?\/|\.(?:gen|generated|min|bundle)\.[^/]+$|(?:^|\/)(?:dist|vendor)\//u;

/** Whether a path is JavaScript or TypeScript that a parser reads; nothing installed. Pure. */
export const isModulePath = (path: string): boolean => code.test(path) && !foreign.test(path);

/** Whether a path can import: a module, or a component file with scripts in it (Vue, Svelte, Astro, MDX). Pure. */
export const canImport = (path: string): boolean => (code.test(path) || script.test(path)) && !foreign.test(path);

/** Whether a path is a component file, whose scripts are found by reading its text. Pure. */
export const isComponentPath = (path: string): boolean => script.test(path);

/** Whether a path serves tests, examples of tests, or stories, by its name and folders. Pure. */
export const isTestPath = (path: string): boolean => test.test(path);

/** Whether a path holds what a program wrote, by its name and folders. Pure. */
export const isGeneratedPath = (path: string): boolean => generated.test(path);

/** Whether a path declares types and holds no code. Pure. */
export const isDeclarationPath = (path: string): boolean => /\.d\.(?:[^./]+\.)?[cm]?ts$/u.test(path);

/** The folder of a path, '' for the root. Pure. */
export const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));

/** The folder of a path and each above it, up to '' (the root). Pure. */
export const foldersAbove = (path: string): readonly string[] => {
  const folders: string[] = [];
  for (let folder = folderOf(path); ; folder = folderOf(folder)) {
    folders.push(folder);
    if (folder === '') return folders;
  }
};
