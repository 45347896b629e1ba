import { createRequire } from 'node:module';
import type { Ajv, ErrorObject, Options } from 'ajv';
import { matchesPattern, readPattern } from '../pattern.ts';
import type { SchemaDialect } from '../schema.ts';
import { createBundler } from './bundle-schema.ts';
import type { Bundling } from './bundle-schema.ts';
import type { Located } from '../../document/resolve-reference.ts';

/** Says why a value is refused: no reason at all where it is accepted, null where that cannot be told within bounds. */
export type Validator = (value: unknown) => readonly Refusal[] | null;

/** One reason of the validator: where in the value (a JSON pointer), by which word, and in its own words. */
export type Refusal = { readonly path: string; readonly word: string; readonly why: string };

/** Makes a validator of a schema of one document. Null: it cannot be compiled, or a part of it is out of reach. */
export type Compiler = (root: Located) => { readonly validate: Validator | null; readonly size: number };

/** Creates what makes validators with ajv. What several schemas refer to is compiled once. */
export const createCompiler = (bundling: Bundling): Compiler => {
  const ajv = createAjv(flavours[bundling.dialect] ?? 'ajv');
  const bundle = createBundler(bundling);
  return (root) => {
    const { schema, definitions, size } = bundle(root);
    try {
      for (const [name, definition] of definitions) ajv.addSchema(definition, name);
      const validate = ajv.compile(schema);
      return { validate: (value) => refusals(validate, value), size };
    } catch {
      // Not a schema that ajv takes (an unknown type, a pattern that is none): nothing can be proven with it.
      return { validate: null, size };
    }
  };
};

const refusals = (
  validate: ((value: unknown) => unknown) & { errors?: ErrorObject[] | null },
  value: unknown,
): readonly Refusal[] | null => {
  try {
    if (validate(value) === true) return [];
    return (validate.errors ?? []).map((error) => ({
      path: `${error.instancePath}${memberOf(error)}`,
      word: error.keyword,
      why: `${error.instancePath} ${error.message ?? error.keyword}`.trim(),
    }));
  } catch {
    // A pattern that is too costly to run, or recursion without end.
    return null;
  }
};

const memberOf = ({ params }: ErrorObject): string => {
  const { missingProperty, additionalProperty, unevaluatedProperty } = params as Record<string, unknown>;
  const name = missingProperty ?? additionalProperty ?? unevaluatedProperty;
  return typeof name === 'string' ? `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}` : '';
};

type Flavour = 'ajv' | 'ajv/dist/2019' | 'ajv/dist/2020';

const flavours: Partial<Record<SchemaDialect, Flavour>> = {
  '3.1': 'ajv/dist/2020',
  '3.2': 'ajv/dist/2020',
  '2020-12': 'ajv/dist/2020',
  '2019-09': 'ajv/dist/2019',
};

/** Loaded only when there is something to prove: most checks never need it, and it takes 50 ms. */
const load = createRequire(import.meta.url);

const createAjv = (flavour: Flavour): Ajv => {
  const { default: Constructor } = load(flavour) as { default: new (options: Options) => Ajv };
  const { default: addFormats } = load('ajv-formats') as { default: (ajv: Ajv) => unknown };
  const ajv = new Constructor({
    strict: false,
    allErrors: true,
    logger: false,
    meta: false,
    validateSchema: false,
    addUsedSchema: false,
    validateFormats: true,
    inlineRefs: false,
    code: { regExp: boundedExpression, optimize: false },
  });
  addFormats(ajv);
  return ajv;
};

/** Patterns of a document are somebody's text: those that could run for ever stop the proof instead. */
const boundedExpression = Object.assign(
  (source: string) => {
    if (readPattern(source) === null) throw new Error('a pattern that cannot be run within bounds');
    const test = (text: string): boolean => {
      const isMatch = matchesPattern(source, text);
      if (isMatch === null) throw new Error('a text that is too long for its pattern');
      return isMatch;
    };
    return { test, toString: () => `/${source}/` } as unknown as RegExp;
  },
  { code: 'boundedExpression' },
);
