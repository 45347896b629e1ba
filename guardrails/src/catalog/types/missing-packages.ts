import type ts from 'typescript';
import { isBuiltin } from 'node:module';
import type { TypeScript } from './load-typescript.ts';
import type { SideProgram } from './side-program.ts';

/** The files whose imports are looked at. */
export type MissingRequest = SideProgram & { readonly files: ReadonlySet<string> };

/** Cannot find type definition file. */
const missingTypes = 2688;

/** Names of packages that a program wants and that are not installed: what is imported, and what the options name. */
export const missingPackages = (
  typescript: TypeScript,
  { program, imports, files }: MissingRequest,
): readonly string[] => {
  const options = program.getCompilerOptions();
  const unresolved = [...files].flatMap((path) =>
    [...(imports.get(path) ?? [])].filter(([name, target]) => target === null && isPackage(name, options)),
  );
  // What `declare module` names (all of Node's own modules) leads to no file although it is there.
  const declared = unresolved.length === 0 ? new Set<string>() : ambientModules(program);
  const named = unresolved.filter(([name]) => !declared.has(name));
  const types = program
    .getOptionsDiagnostics()
    .filter(({ code }) => code === missingTypes)
    .map(({ messageText }) => /'([^']+)'/u.exec(typescript.flattenDiagnosticMessageText(messageText, ' '))?.[1] ?? '');
  return [...new Set([...named.map(([name]) => packageName(name)), ...types])].filter((name) => name !== '').sort();
};

const ambientModules = (program: ts.Program): ReadonlySet<string> =>
  new Set(
    program
      .getTypeChecker()
      .getAmbientModules()
      .map(({ name }) => name.replaceAll('"', '')),
  );

/** Whether a specifier names a package: no path, no alias of the options. */
const isPackage = (name: string, { paths = {} }: ts.CompilerOptions): boolean =>
  isBuiltin(name) ||
  (/^(?:@[\w.-]+\/)?[a-z0-9][\w.-]*(?:\/|$)/iu.test(name) &&
    !Object.keys(paths).some((pattern) => pattern !== '*' && name.startsWith(pattern.replace(/\*.*$/u, ''))));

const packageName = (name: string): string =>
  isBuiltin(name)
    ? '@types/node'
    : name
        .split('/')
        .slice(0, name.startsWith('@') ? 2 : 1)
        .join('/');
