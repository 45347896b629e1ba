import { isBuiltin } from 'node:module';

/**
 * The package that an import asks for; null for a file, a builtin, or what is nobody's package by its form (`@/x`, `~x`,
 * `#x`, `$lib`, `virtual:x`, `https://…`). Pure.
 */
export const packageOf = (specifier: string): string | null => {
  if (isBuiltin(specifier) || /^[./~#$]|^@\/|[:\\!?*\s]|^[A-Z]:/.test(specifier)) return null;
  const match = /^(?:@[a-z0-9][\w.-]*\/)?[a-z0-9][\w.-]*(?=\/|$)/.exec(specifier);
  if (match === null || isBuiltin(match[0])) return null;
  return match[0];
};

/** The package of types that goes with a package. Pure. */
export const typesOf = (name: string): string =>
  `@types/${name.startsWith('@') ? name.slice(1).replace('/', '__') : name}`;
