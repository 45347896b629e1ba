import { posix } from 'node:path';
import { candidates, draw, isProductPath, mutateOneFile } from './choose-file.ts';
import { ourLinter } from './escape-operators.ts';
import type { Mutation, MutationSource, Operator } from './operator.ts';
import { findExportedFunctions } from './product-sites.ts';
import { applyTextEdits } from './text-edits.ts';
import { nameOf, nodeAt, nodesAt, parseFile, walk, type SyntaxNode } from './walk.ts';

type CodeFile = { readonly path: string; readonly text: string };

const nodesOf = (file: CodeFile, is: (node: SyntaxNode, above: readonly SyntaxNode[]) => boolean) => {
  const found: SyntaxNode[] = [];
  const program = parseFile(file);
  if (program !== null)
    walk(program, (node, above) => {
      if (is(node, above)) found.push(node);
      return true;
    });
  return found;
};

const swallowError = mutateOneFile(isProductPath, (file, { random }) => {
  const handlers = nodesOf(file, (node) => {
    const body = node.type === 'CatchClause' ? nodeAt(node, 'body') : null;
    return body !== null && nodesAt(body, 'body').length > 0;
  });
  const handler = draw(handlers, random);
  return handler === undefined
    ? null
    : applyTextEdits(file.text, [{ start: handler.start, end: handler.end, text: 'catch {}' }]);
});

/** Only where code already calls out: a server, a client, a job. */
const callWithoutLimit = mutateOneFile(isProductPath, (file, { random }) => {
  if (!/\bfetch\(|\baxios\b|from ['"](undici|got|node-fetch|node:http)/.test(file.text)) return null;
  const bodies = nodesOf(
    file,
    (node, [owner]) =>
      node.type === 'BlockStatement' &&
      owner?.['async'] === true &&
      /Function/.test(owner.type) &&
      file.text.slice(node.start, node.end).includes('\n'),
  );
  const body = draw(bodies, random);
  if (body === undefined) return null;
  const code =
    "\n  const rates = await fetch('https://rates.example.net/v1/latest');\n  if (!rates.ok) throw new Error(`No rates: ${rates.status}`);";
  return applyTextEdits(file.text, [{ start: body.start + 1, end: body.start + 1, text: code }]);
});

/** Copies a function of a dozen lines and more into another file of the folder, under another name. */
const copyFunction = async (source: MutationSource): Promise<Mutation | null> => {
  const isCode = (path: string): boolean => isProductPath(path) && /\.[cm]?ts$/.test(path);
  for (const path of candidates(source, isCode)) {
    const [text, before] = await Promise.all([source.read(path), source.readBase(path)]);
    if (text === null || before === null) continue;
    const longEnough = findExportedFunctions({ path, text }).filter(({ body }) => {
      const code = text.slice(body.start, body.end);
      return code.split('\n').length >= 14 && before.includes(code);
    });
    const chosen = draw(longEnough, source.random);
    const beside = source.paths.filter(
      (other) => other !== path && isCode(other) && posix.dirname(other) === posix.dirname(path),
    );
    const target = draw(beside, source.random);
    const targetText = target === undefined ? null : await source.read(target);
    if (chosen === undefined || target === undefined || targetText === null) continue;
    const parameters = chosen.parameters.map(({ start, end }) => text.slice(start, end)).join(', ');
    const word = /\bawait\b/.test(text.slice(chosen.body.start, chosen.body.end)) ? 'async function' : 'function';
    const copy = `\nexport ${word} ${chosen.name}Again(${parameters}) ${text.slice(chosen.body.start, chosen.body.end)}\n`;
    return { edits: { [target]: targetText + copy }, file: target };
  }
  return null;
};

const importOf = (specifierOf: (file: CodeFile, source: MutationSource) => string) =>
  mutateOneFile(isProductPath, (file, source) => {
    const imports = nodesOf(file, ({ type }) => type === 'ImportDeclaration');
    const last = imports.at(-1);
    if (last === undefined) return null;
    const code = `\nimport { readSettings } from '${specifierOf(file, source)}';\nvoid readSettings;`;
    return applyTextEdits(file.text, [{ start: last.end, end: last.end, text: code }]);
  });

const missingModule = importOf(({ text }, { random }) => {
  const ending = /from ['"]\.[^'"]*(\.[cm]?[jt]s)['"]/.exec(text)?.[1] ?? '';
  return `./settings-${Math.floor(random() * 10_000)}${ending}`;
});

const twins: Readonly<Record<string, string>> = { a: '\u0430', e: '\u0435', o: '\u043e', c: '\u0441', p: '\u0440' };

/** Renames one use of a name to one that looks the same. */
const spoofName = (spoof: (name: string) => string) =>
  mutateOneFile(isProductPath, (file, { random }) => {
    const names = nodesOf(file, (node, [above]) => {
      const name = nameOf(node);
      const isKey = above?.type === 'Property' || above?.type === 'MemberExpression';
      return name !== null && !isKey && !/^(Import|Export|TS)/.test(above?.type ?? '') && spoof(name) !== name;
    }).filter(({ start, end }) => /^[\w$]{4,}$/.test(file.text.slice(start, end)));
    const chosen = draw(names, random);
    if (chosen === undefined) return null;
    const text = spoof(nameOf(chosen) ?? '');
    return applyTextEdits(file.text, [{ start: chosen.start, end: chosen.end, text }]);
  });

/** Faults in code that runs: hidden failures, calls that may hang, copies, names that are not what they seem. */
export const codeOperators: readonly Operator[] = [
  {
    id: 'swallow-error',
    what: 'a `catch` that did something becomes `catch {}`',
    guardrails: ['lint'],
    codes: ['lint/new-problem'],
    setting: ourLinter,
    apply: swallowError,
  },
  {
    id: 'call-without-timeout',
    what: 'an outbound call without timeout or signal',
    guardrails: ['lint'],
    codes: ['lint/new-problem'],
    setting: ourLinter,
    apply: callWithoutLimit,
  },
  {
    id: 'copy-function',
    what: 'a function of 14 lines and more is copied into a file beside it',
    guardrails: ['architecture'],
    codes: ['architecture/duplicated-code'],
    isOfBrief: true,
    apply: copyFunction,
  },
  {
    id: 'missing-module',
    what: 'an import of a file that is not there',
    guardrails: ['architecture'],
    codes: ['architecture/unresolvable', 'architecture/new-violation'],
    apply: missingModule,
  },
  {
    id: 'lookalike-name',
    what: 'a letter of a name becomes its Cyrillic twin',
    guardrails: ['scope'],
    codes: ['scope/confusable-identifier'],
    apply: spoofName((name) => name.replace(/(?<=.)[aeocp]/, (letter) => twins[letter] ?? letter)),
  },
  {
    id: 'invisible-letter',
    what: 'a name gets a character without a glyph',
    guardrails: ['scope'],
    codes: ['scope/invisible-character'],
    apply: spoofName((name) => `${name.slice(0, 2)}\u200d${name.slice(2)}`),
  },
];
