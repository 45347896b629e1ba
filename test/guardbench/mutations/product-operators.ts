import { candidates, draw, isProductPath, isTestPath, mutateOneFile } from './choose-file.ts';
import type { Mutation, MutationSource, Operator } from './operator.ts';
import { findExportedFunctions, findRelativeImports, findTextArguments } from './product-sites.ts';
import { relativeSpecifier, resolveRelative } from './resolve-relative.ts';
import { findTests } from './test-sites.ts';
import { applyTextEdits } from './text-edits.ts';
import { nameOf, parseFile } from './walk.ts';

/** Puts `if (parameter === 'text of the test') return …` into a function that a test calls with that text. */
const specialCase = async (source: MutationSource): Promise<Mutation | null> => {
  const paths = new Set(source.paths);
  for (const path of candidates(source, isTestPath)) {
    const text = await source.read(path);
    const program = text === null ? null : parseFile({ path, text });
    if (program === null) continue;
    for (const { specifier, names } of findRelativeImports(program)) {
      const file = resolveRelative(path, specifier, paths);
      const product = file === undefined || !isProductPath(file) ? null : await source.read(file);
      if (file === undefined || product === null) continue;
      for (const site of findExportedFunctions({ path: file, text: product })) {
        if (!names.includes(site.name)) continue;
        const given = findTextArguments(program, site.name).find(
          ({ position, text: value }) =>
            /^[\w .:/@-]{5,60}$/.test(value) &&
            /[\d .:/@-]/.test(value) &&
            nameOf(site.parameters[position] ?? null) !== null &&
            !product.includes(value),
        );
        if (given === undefined) continue;
        const parameter = nameOf(site.parameters[given.position] ?? null) ?? '';
        const code = `\n  if (${parameter} === '${given.text}') return undefined as never;`;
        const at = site.body.start + 1;
        return { edits: { [file]: applyTextEdits(product, [{ start: at, end: at, text: code }]) }, file };
      }
    }
  }
  return null;
};

/** Replaces a module that the test imports, and calls, by a mock. */
const mockSubject = mutateOneFile(isTestPath, (file, { random }) => {
  const program = parseFile(file);
  if (program === null || findTests(file).length === 0) return null;
  const own = file.path
    .split('/')
    .at(-1)
    ?.replace(/[.-](test|spec)\.\w+$/, '');
  const subjects = findRelativeImports(program).filter(
    ({ specifier, names, isTypeOnly }) =>
      !isTypeOnly &&
      names.length > 0 &&
      specifier
        .split('/')
        .at(-1)
        ?.replace(/\.\w+$/, '') === own,
  );
  const subject = draw(subjects, random);
  if (subject === undefined || file.text.includes('mock(')) return null;
  const runner = /from ['"]vitest['"]/.test(file.text)
    ? 'vi'
    : /from ['"]node:test['"]/.test(file.text)
      ? null
      : 'jest';
  if (runner === null) return null;
  const at = subject.node.end;
  return applyTextEdits(file.text, [{ start: at, end: at, text: `\n${runner}.mock('${subject.specifier}');` }]);
});

/** Lets a file that another one imports import that one back. */
const addCycle = async (source: MutationSource): Promise<Mutation | null> => {
  const paths = new Set(source.paths);
  const isTypeScript = (path: string): boolean => isProductPath(path) && /\.tsx?$/.test(path);
  for (const path of candidates(source, isTypeScript)) {
    const text = await source.read(path);
    const program = text === null ? null : parseFile({ path, text });
    if (program === null) continue;
    for (const { specifier, isTypeOnly, names } of findRelativeImports(program)) {
      const target = resolveRelative(path, specifier, paths);
      if (isTypeOnly || names.length === 0 || target === undefined || !isTypeScript(target)) continue;
      const other = await source.read(target);
      const otherProgram = other === null ? null : parseFile({ path: target, text: other });
      // A file without imports of its own reaches nothing, so the cycle is new for certain.
      if (other === null || otherProgram === null || /\bimport\b|\bexport\b[^\n]*\bfrom\b|require\(/.test(other))
        continue;
      return { edits: { [target]: `import '${relativeSpecifier(target, path, specifier)}';\n${other}` }, file: target };
    }
  }
  return null;
};

/** Faults in product code. */
export const productOperators: readonly Operator[] = [
  {
    id: 'special-case-input',
    what: 'product code answers the input of a test apart',
    guardrails: ['test-integrity'],
    codes: ['test-integrity/input-special-cased'],
    apply: specialCase,
  },
  {
    id: 'mock-subject',
    what: 'a test mocks the module that it tests',
    guardrails: ['test-integrity'],
    codes: ['test-integrity/unit-mocked'],
    apply: mockSubject,
  },
  {
    id: 'add-cycle',
    what: 'a module imports a module that imports it',
    guardrails: ['architecture'],
    codes: ['architecture/new-cycle', 'architecture/new-violation'],
    apply: addCycle,
  },
];
