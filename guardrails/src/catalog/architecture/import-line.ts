/**
 * The 1-based line on which a file imports `specifier` (`from`, `import`, `require`, `import()`); null where it does not, as
 * when the import is computed. Pure.
 */
export const importLine = (text: string, specifier: string): number | null => {
  const quoted = `(['"\`])${escape(specifier)}\\1`;
  const statement = new RegExp(`(?:\\bfrom|\\bimport|\\brequire(?:\\.resolve)?)\\s*\\(?\\s*${quoted}`, 'u');
  const match = statement.exec(text) ?? new RegExp(quoted, 'u').exec(text);
  if (match === null) return null;
  // The quoted name ends the match, and that is the line to look at in an import of many lines.
  return text.slice(0, match.index + match[0].length).split('\n').length;
};

const escape = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/gu, '\\$&');
