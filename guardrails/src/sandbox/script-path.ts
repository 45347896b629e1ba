import { fileURLToPath } from 'node:url';

/**
 * Absolute path of a script that stands beside a module: `.ts` here, `.js` once packed.
 * @param moduleUrl `import.meta.url` of the module
 * @param name relative, without extension: `./load-generator`
 */
export const scriptPath = (moduleUrl: string, name: string): string =>
  fileURLToPath(new URL(`${name}${moduleUrl.endsWith('.ts') ? '.ts' : '.js'}`, moduleUrl));
