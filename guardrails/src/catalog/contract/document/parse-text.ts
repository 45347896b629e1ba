import { CORE_SCHEMA, load, mergeTag, YAMLException } from 'js-yaml';
import { findDuplicateKey } from './find-duplicate-key.ts';
import { measureNode } from './measure-node.ts';
import { maximumDepth, maximumTextLength } from './reading-limits.ts';

/** A value of a document, as JSON or YAML gave it. */
export type Node = unknown;

/** Where in a text something stands. Lines and columns are 1-based. */
export type TextPlace = { readonly detail: string; readonly line: number | null; readonly column: number | null };

/** Why a text could not be read as data, and where. */
export type TextProblem = TextPlace & { readonly reason: 'syntax' | 'too-large' };

/**
 * What is wrong with a text that can be read all the same: a key stands twice in one object (the last value counts), or it
 * begins like JSON and only YAML allows it.
 */
export type TextFlaw = TextPlace & { readonly kind: 'duplicate-key' | 'not-json' };

/** A text as data, and the first flaw in it. */
export type ParsedText = { readonly value: Node; readonly flaw: TextFlaw | null };

/**
 * Reads JSON or YAML 1.2 (with the `<<` merge key) as data, or says what is wrong with it and where. A text whose aliases
 * unfold to more than millions of values, or that contains itself, is refused. Pure.
 */
export const parseText = (text: string): ParsedText | TextProblem => {
  const source = text.replace(/^\uFEFF/, '');
  if (source.length > maximumTextLength) return tooLarge(`it is longer than ${maximumTextLength / 1024 / 1024} MB`);
  const json = parseJson(source);
  const parsed = 'value' in json ? json : withFlaw(parseYaml(source), json.flaw);
  if ('reason' in parsed) return parsed;
  const excess = measureNode(parsed.value, { maximumDepth, maximumSize, isShared: !('value' in json) });
  return excess === null ? parsed : tooLarge(excess);
};

const maximumSize = 20_000_000;

const tooLarge = (detail: string): TextProblem => ({ reason: 'too-large', detail, line: 1, column: 1 });

type NoJson = { readonly flaw: TextFlaw | null };

const parseJson = (source: string): ParsedText | NoJson => {
  if (!/^\s*[{[]/.test(source)) return { flaw: null };
  try {
    const value: unknown = JSON.parse(source);
    return { value, flaw: flawOf('duplicate-key', findDuplicateKey(source)) };
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    const place = /line (\d+) column (\d+)/.exec(detail);
    return { flaw: { kind: 'not-json', detail, line: Number(place?.[1] ?? 1), column: Number(place?.[2] ?? 1) } };
  }
};

const flawOf = (kind: TextFlaw['kind'], place: TextPlace | null): TextFlaw | null =>
  place === null ? null : { kind, detail: place.detail, line: place.line, column: place.column };

/** Flow YAML also begins with a brace: whether that is a flaw depends on what the file is called. */
const withFlaw = (parsed: ParsedText | TextProblem, flaw: TextFlaw | null): ParsedText | TextProblem =>
  'reason' in parsed || flaw === null ? parsed : { ...parsed, flaw };

const schema = CORE_SCHEMA.withTags(mergeTag);

const parseYaml = (source: string): ParsedText | TextProblem => {
  try {
    return { value: load(source, { schema, maxDepth: maximumDepth }), flaw: null };
  } catch (error) {
    const problem = describe(error);
    if (!/^duplicated mapping key/.test(problem.detail)) return problem;
    return {
      value: load(source, { schema, maxDepth: maximumDepth, json: true }),
      flaw: flawOf('duplicate-key', problem),
    };
  }
};

const describe = (error: unknown): TextProblem => {
  if (error instanceof YAMLException) {
    const { mark, reason: detail } = error;
    return { reason: 'syntax', detail, line: mark ? mark.line + 1 : null, column: mark ? mark.column + 1 : null };
  }
  if (error instanceof RangeError) return tooLarge('it is nested too deeply');
  throw error;
};
