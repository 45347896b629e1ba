/** A top-level function of a Go file: its name and the statements of its body, each as source on one piece. */
export type GoFunction = { readonly name: string; readonly statements: readonly string[] };

/** The functions of a Go file that gofmt has laid out (`func` and the closing brace at the margin). Pure. */
export const goFunctions = (source: string): readonly GoFunction[] =>
  [...source.matchAll(/^func (\w+)\([^\n]*\{\n([\s\S]*?)^\}/gm)].map(([, name = '', body = '']) => ({
    name,
    statements: goStatements(body),
  }));

/** Cuts a body into statements: a line ends one unless brackets are open. Pure. */
export const goStatements = (body: string): readonly string[] => {
  const statements: string[] = [];
  let current = '';
  for (const line of body.split('\n')) {
    const bare = line.replace(/"(?:[^"\\]|\\.)*"|`[^`]*`/g, '""').replace(/\/\/.*$/, '');
    current += current === '' ? line : `\n${line}`;
    if (bare.trim() === '' && current.trim() === line.trim()) current = '';
    else if (depthOf(current) === 0 && !/[,.=]\s*$/.test(bare)) {
      statements.push(current.trim());
      current = '';
    }
  }
  return current.trim() === '' ? statements : [...statements, current.trim()];
};

const depthOf = (text: string): number => {
  const bare = text.replace(/"(?:[^"\\\n]|\\.)*"|`[^`]*`/g, '""').replace(/\/\/[^\n]*/g, '');
  const count = (pattern: RegExp): number => bare.match(pattern)?.length ?? 0;
  return count(/[([{]/g) - count(/[)\]}]/g);
};
