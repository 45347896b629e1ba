import type { Located } from '../../change/new-items.ts';
import { createFindings } from '../../create-findings.ts';
import type { FindingData, FindingDraft, Guardrail, NotChecked } from '../../guardrail.ts';
import type { Policy } from '../../policy/policy.ts';
import { weigh } from '../../policy/weigh.ts';
import { isDeclarationPath, isTestPath } from '../../source/source-paths.ts';
import { collectTypes } from './collect-types.ts';
import { isOfSurroundings, newErrors } from './new-errors.ts';
import { newEscapes } from './new-escapes.ts';
import type { Compilation, Escape, TypeProblem, TypesEvidence } from './types-evidence.ts';

/** More errors than these say nothing more. */
const mostErrors = 50;

/**
 * Reports the type errors that a change makes, above all in files that it does not touch, and each new way round the type checker.
 * Both versions are compiled by the repository's own TypeScript under base's options; what base has too is quiet.
 */
export const types: Guardrail<TypesEvidence> = {
  id: 'types',
  version: 2,
  slot: 'heavy',
  collect: collectTypes,
  assess: (evidence, policy) =>
    createFindings([
      ...errorDrafts(evidence, policy).slice(0, mostErrors),
      ...newEscapes(evidence).flatMap((found) => escapeDraft(found, policy)),
    ]),
  notChecked: (evidence, policy) => [...uncompiled(evidence), ...unsaid(evidence, policy)],
  messages: {
    'types/new-error': ({ code, message, text, touched, surroundings, underBaseOnly, lockfile }) =>
      [
        `${string(code)}: ${string(message)}`,
        touched === true
          ? `The change brings this in (\`${string(text)}\`); base has no such error here.`
          : `The change does not touch this file: it breaks what stands here (\`${string(text)}\`) by what it does elsewhere.`,
        underBaseOnly === true
          ? 'Under the compiler options that the change itself sets it is none; a change is judged by those of base.'
          : 'Put the types right, in the caller or in what it calls.',
        ...(surroundings === true ? ['Some packages are not installed here, so it may come of that.'] : []),
        ...(lockfile === undefined
          ? []
          : [`The change edits ${string(lockfile)}, and base's versions are installed here, so it may come of that.`]),
      ].join(' '),
    'types/new-escape': ({ kind, text }) =>
      `The change goes round the type checker with ${describe(kind)} (\`${string(text)}\`): from here on it finds no mistake in what flows through. Say the type, narrow it by a check, or parse the value where it comes in.`,
  },
};

const errorDrafts = (evidence: TypesEvidence, { brief }: Policy): readonly FindingDraft[] => {
  if (evidence.compilation === null) return [];
  const { missing } = evidence.compilation;
  const touched = new Set(evidence.files.map(({ head }) => head));
  const found = newErrors(evidence.files, evidence.compilation);
  // What imports a file that does not parse is full of errors that go away with that one.
  const isBroken = found.some(({ path, item }) => touched.has(path) && syntaxErrors.test(item.code));
  return found
    .filter(({ path }) => !isBroken || touched.has(path))
    .map(({ path, item }) =>
      errorDraft(
        { path, item },
        {
          isTouched: touched.has(path),
          isMissing: missing.length > 0,
          isLight: brief === null && (unusedNames.has(item.code) || evidence.lockfile !== undefined),
          ...(evidence.lockfile !== undefined && { lockfile: evidence.lockfile }),
        },
      ),
    );
};

/** A name that nobody uses breaks no caller: `noUnusedLocals` often serves the editor alone, and no build asks. */
const unusedNames = new Set(['TS6133', 'TS6138', 'TS6192', 'TS6196', 'TS6198', 'TS6199', 'TS6205']);

/** What the parser of TypeScript says, of which there is 1002 to 1160. */
const syntaxErrors = /^TS1(?:0\d\d|1[0-5]\d)$/u;

type ErrorFacts = {
  readonly isTouched: boolean;
  readonly isMissing: boolean;
  readonly isLight: boolean;
  readonly lockfile?: string;
};

const errorDraft = (
  { path, item }: Located<TypeProblem>,
  { isTouched, isMissing, isLight, lockfile }: ErrorFacts,
): FindingDraft => ({
  code: 'types/new-error',
  level: isMissing || isLight || item.underBaseOnly === true ? 'warning' : 'error',
  file: path,
  line: item.line,
  data: {
    code: item.code,
    message: item.message,
    text: item.text,
    touched: isTouched,
    ...(isMissing && { surroundings: true }),
    ...(lockfile !== undefined && { lockfile }),
    ...(item.underBaseOnly === true && { underBaseOnly: true }),
  },
  identity: { code: item.code, text: item.text },
});

const escapeDraft = ({ path, item }: Located<Escape>, { configuration, brief }: Policy): readonly FindingDraft[] => {
  const isLight = isTestPath(path) || isDeclarationPath(path);
  const level = weigh(configuration.types.escapes[item.kind], { hasBrief: brief !== null, isLight });
  if (level === null) return [];
  const data = { kind: item.kind, text: item.text };
  return [{ code: 'types/new-escape', level, file: path, line: item.line, data }];
};

const uncompiled = ({ uncompiled: why, compilation }: TypesEvidence): readonly NotChecked[] => [
  ...(why === null || why === '' ? [] : [{ what: 'type errors', why }]),
  ...(compilation?.skipped ?? []).map(({ what, why: reason }) => ({ what: `type errors: ${what}`, why: reason })),
];

const unsaid = (evidence: TypesEvidence, policy: Policy): readonly NotChecked[] => {
  const { compilation } = evidence;
  if (compilation === null) return [];
  const more = errorDrafts(evidence, policy).length - mostErrors;
  return [
    ...(compilation.missing.length === 0 ? [] : [missingPackages(compilation)]),
    ...(more > 0
      ? [{ what: `${String(more)} more type errors`, why: `only the first ${String(mostErrors)} are shown` }]
      : []),
  ];
};

const missingPackages = ({ head, missing }: Compilation): NotChecked => {
  const left = head.flatMap(({ found }) => found.filter((item) => isOfSurroundings(item, missing))).length;
  return {
    what: 'types of packages that are not installed',
    why: `${missing.slice(0, 10).join(', ')}${missing.length > 10 ? `, and ${String(missing.length - 10)} more` : ''}; ${String(left)} errors that may come of it were left out, and others are warnings`,
  };
};

const names: { readonly [kind: string]: string } = {
  'ts-ignore': '`@ts-ignore`',
  'ts-expect-error': '`@ts-expect-error`',
  'ts-nocheck': '`@ts-nocheck`',
  any: 'the type `any`',
  'as-any': 'an assertion to `any`',
  'as-unknown-as': 'a double assertion',
  'non-null': 'a non-null assertion',
};

const describe = (kind: FindingData[string] | undefined): string => names[string(kind)] ?? string(kind);

const string = (value: FindingData[string] | undefined): string => (typeof value === 'string' ? value : '');
