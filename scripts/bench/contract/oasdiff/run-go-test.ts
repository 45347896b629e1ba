import type { GoExpression } from './go-expression.ts';
import { parseGoExpression } from './go-expression.ts';
import { documentName, follow, isFields } from './spec-document.ts';
import type { Fields, SpecDocument, Value } from './spec-document.ts';

/** What a name of a test stands for. */
export type GoValue =
  { readonly spec: SpecDocument } | { readonly value: Value | undefined; readonly spec?: SpecDocument };

/** The names that a test has bound, and what it may read. */
export type GoScope = {
  readonly names: Map<string, GoValue>;
  readonly constants: ReadonlyMap<string, string>;
  readonly openSpec: (path: string) => SpecDocument;
};

/** Carries out one statement that loads or changes a document. Throws where it is beyond what is understood. */
export const runGoStatement = (statement: string, scope: GoScope): void => {
  const assignment = /^([\w.,\s"'()[\]{}/-]+?)\s*(:=|=)\s*([\s\S]+)$/.exec(statement);
  if (assignment === null) {
    runCall(parseGoExpression(statement), scope);
    return;
  }
  const [, left = '', operator = '', right = ''] = assignment;
  const value = evaluate(parseGoExpression(right), scope);
  const first = left.split(operator === ':=' ? ',' : '\u0000')[0]?.trim() ?? '';
  if (/^\w+(,\s*err)?$/.test(left.trim())) return void scope.names.set(first.split(',')[0] ?? first, value);
  assign(parseGoExpression(left), plain(value), scope);
};

const assign = (target: GoExpression, value: Value | undefined, scope: GoScope): void => {
  const place = placeOf(target, scope);
  place.spec.changed = true;
  if (isFields(place.parent)) {
    if (target.kind === 'select' && target.field === 'Extensions') return void Object.assign(place.parent, value);
    if (target.kind === 'select' && target.field === 'Value') {
      replace(place.parent, value);
      return;
    }
    if (value === undefined || isZero(value)) Reflect.deleteProperty(place.parent, place.key);
    else place.parent[place.key] = value;
  } else if (Array.isArray(place.parent)) place.parent[Number(place.key)] = value ?? null;
};

const replace = (node: Fields, value: Value | undefined): void => {
  for (const key of Object.keys(node)) Reflect.deleteProperty(node, key);
  Object.assign(node, value);
};

const isZero = (value: Value): boolean =>
  value === false || value === '' || (Array.isArray(value) && value.length === 0);

type Place = { readonly spec: SpecDocument; readonly parent: Fields | Value[]; readonly key: string };

const placeOf = (target: GoExpression, scope: GoScope): Place => {
  if (target.kind !== 'select' && target.kind !== 'index') throw new Error(`${target.kind} cannot be assigned to`);
  const of = evaluate(target.of, scope);
  if (of.spec === undefined) throw new Error('what is assigned to belongs to no document');
  const parent = 'value' in of ? follow(of.spec.root, of.value) : of.spec.root;
  if (!isFields(parent) && !Array.isArray(parent)) throw new Error('what is assigned to is not there');
  const key = target.kind === 'select' ? documentName(target.field) : word(plain(evaluate(target.key, scope)));
  return { spec: of.spec, parent, key };
};

/** A value as the name or text that it stands for. */
const word = (value: Value | undefined): string =>
  typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value ?? '');

const plain = (value: GoValue): Value | undefined => ('value' in value ? value.value : value.spec.root);

const evaluate = (expression: GoExpression, scope: GoScope): GoValue => {
  switch (expression.kind) {
    case 'literal':
      return { value: expression.value };
    case 'name':
      return nameOf(expression.name, scope);
    case 'select':
      return selectOf(expression, scope);
    case 'index':
      return memberOf(evaluate(expression.of, scope), word(plain(evaluate(expression.key, scope))));
    case 'slice': {
      const list = plain(evaluate(expression.of, scope));
      if (!Array.isArray(list)) throw new Error('only a list can be cut');
      return {
        value: list.slice(0, expression.to === null ? undefined : Number(plain(evaluate(expression.to, scope)))),
      };
    }
    case 'call':
      return callOf(expression, scope);
    case 'composite':
      return { value: compositeOf(expression, scope) };
  }
};

const nameOf = (name: string, { names, constants }: GoScope): GoValue => {
  if (name === 'nil') return { value: undefined };
  if (name === 'true' || name === 'false') return { value: name === 'true' };
  const bound = names.get(name) ?? (constants.has(name) ? { value: constants.get(name) ?? '' } : undefined);
  if (bound === undefined) throw new Error(`${name} is not known`);
  return bound;
};

const selectOf = (expression: GoExpression & { kind: 'select' }, scope: GoScope): GoValue => {
  const { of, field } = expression;
  if (of.kind === 'name' && !scope.names.has(of.name)) {
    const constant = scope.constants.get(`${of.name}.${field}`) ?? scope.constants.get(field);
    if (constant !== undefined) return { value: constant };
    throw new Error(`${of.name}.${field} is not known`);
  }
  const value = evaluate(of, scope);
  if (!('value' in value))
    return field === 'Spec'
      ? { value: value.spec.root, spec: value.spec }
      : memberOf({ value: value.spec.root, spec: value.spec }, documentName(field));
  if (field === 'Value' || field === 'Extensions' || (field === 'Schema' && isAdditional(of)))
    return { ...value, value: inPlace(value) };
  return memberOf(value, documentName(field));
};

const isAdditional = (of: GoExpression): boolean => of.kind === 'select' && of.field === 'AdditionalProperties';

const inPlace = ({ value, spec }: GoValue & { readonly value: Value | undefined }): Value | undefined =>
  spec === undefined ? value : follow(spec.root, value);

const memberOf = (of: GoValue, key: string): GoValue => {
  const holder = 'value' in of ? inPlace(of) : of.spec.root;
  const spec = of.spec === undefined ? {} : { spec: of.spec };
  if (Array.isArray(holder)) return { value: holder[Number(key)], ...spec };
  if (!isFields(holder)) throw new Error(`${key} is read of what is not there`);
  // Go's maps of a document are there before something is put into them.
  if (holder[key] === undefined && /^(properties|schemas|headers|extensions|content)$/.test(key)) holder[key] = {};
  return { value: holder[key], ...spec };
};

const compositeOf = ({ type, parts }: GoExpression & { kind: 'composite' }, scope: GoScope): Value => {
  const keyed = parts.every(({ key }) => key !== null);
  if (!keyed || (parts.length === 0 && /^\[\]/.test(type))) {
    const items = parts.map(({ value }) => plain(evaluate(value, scope)) ?? null);
    return type === 'Types' && items.length === 1 ? (items[0] ?? null) : items;
  }
  const fields: Fields = {};
  for (const { key, value } of parts) {
    const isName = key?.kind === 'name' && type !== '' && !type.startsWith('map');
    const name = isName ? documentName(key.name) : word(key === null ? '' : plain(evaluate(key, scope)));
    const content = plain(evaluate(value, scope));
    if (isName && key.name === 'Value') return content ?? {};
    if (isName && key.name === 'Ref') return { $ref: content ?? '' };
    if (isName && type === 'AdditionalProperties') return content ?? {};
    if (isName && type === 'BoolSchema') return content ?? {};
    if (isName && key.name === 'Extensions') Object.assign(fields, content);
    else if (content !== undefined) fields[name] = content;
  }
  return fields;
};

const runCall = (expression: GoExpression, scope: GoScope): void => {
  if (expression.kind !== 'call') throw new Error('this statement changes nothing');
  callOf(expression, scope);
};

const callOf = ({ of, inputs }: GoExpression & { kind: 'call' }, scope: GoScope): GoValue => {
  const given = inputs.map((input) => evaluateLoosely(input, scope));
  const text = (at: number): string => word(given[at] === undefined ? '' : plain(given[at]));
  if (of.kind === 'name') return plainCall(of.name, { inputs, given, text, scope });
  if (of.kind !== 'select') throw new Error('what is called is not known');
  if (of.of.kind === 'name' && !scope.names.has(of.of.name)) return packageCall(of.field, given);
  const holder = evaluate(of.of, scope);
  const value = 'value' in holder ? inPlace(holder) : holder.spec.root;
  switch (of.field) {
    case 'Value':
    case 'Find':
      return memberOf(holder, text(0));
    case 'Status':
      return memberOf(holder, text(0));
    case 'Set':
      if (!isFields(value) || holder.spec === undefined) throw new Error('Set on what is not there');
      holder.spec.changed = true;
      value[text(0)] = structuredClone(given[1] === undefined ? null : (plain(given[1]) ?? null));
      return { value: undefined };
    case 'Delete':
      if (!isFields(value) || holder.spec === undefined) throw new Error('Delete on what is not there');
      holder.spec.changed = true;
      Reflect.deleteProperty(value, text(0));
      return { value: undefined };
    case 'GetByInAndName': {
      const found = Array.isArray(value)
        ? value
            .map((item) => (holder.spec === undefined ? item : follow(holder.spec.root, item)))
            .find((item) => isFields(item) && item['in'] === text(0) && item['name'] === text(1))
        : undefined;
      if (found === undefined) throw new Error(`no ${text(0)} parameter ${text(1)}`);
      return { value: found, ...(holder.spec === undefined ? {} : { spec: holder.spec }) };
    }
    case 'WithRequired':
      return {
        value: {
          content: { 'application/json': { schema: {} } },
          ...(isFields(value) ? value : {}),
          required: plain(given[0] ?? { value: true }) ?? true,
        },
      };
    case 'AddDays':
      return { value: { day: Number(isFields(value) ? value['day'] : 0) + Number(text(0)) } };
    case 'String':
      return { value: dayFromNow(Number(isFields(value) ? value['day'] : 0)) };
    default:
      throw new Error(`the method ${of.field} is not known`);
  }
};

const evaluateLoosely = (expression: GoExpression, scope: GoScope): GoValue => {
  if (expression.kind === 'name' && expression.name === 't') return { value: undefined };
  return evaluate(expression, scope);
};

type Call = {
  readonly inputs: readonly GoExpression[];
  readonly given: readonly GoValue[];
  readonly text: (at: number) => string;
  readonly scope: GoScope;
};

const folders: { readonly [call: string]: string } = {
  deprecationFile: 'deprecation',
  paramDeprecationFile: 'param-deprecation',
  requiredPropertyFile: 'required-properties',
  stabilityFile: 'stability',
};

const plainCall = (name: string, { given, text, scope }: Call): GoValue => {
  const folder = folders[name];
  if (folder !== undefined) return { value: `../data/${folder}/${text(0)}` };
  const spec = given[0]?.spec;
  switch (name) {
    case 'open':
      return { spec: scope.openSpec(text(0)) };
    case 'l':
      return { spec: scope.openSpec(`../data/openapi-test${text(1)}.yaml`) };
    case 'loadFrom':
      return { spec: scope.openSpec(`${text(1)}${text(2)}.yaml`) };
    case 'float64':
    case 'uint64':
    case 'toJson':
    case 'string':
      return given.at(-1) ?? { value: undefined };
    case 'newLoaderWithOriginTracking':
      return { value: undefined };
    case 'append':
      return {
        value: [
          ...((given[0] === undefined ? [] : plain(given[0])) as Value[]),
          ...given.slice(1).map((each) => plain(each) ?? null),
        ],
      };
    case 'delete':
    case 'deleteResponseHeader': {
      const holder = given[0] === undefined ? undefined : plain(given[0]);
      const map = name === 'delete' ? holder : isFields(holder) ? holder['headers'] : undefined;
      if (!isFields(map) || spec === undefined) throw new Error('delete from what is not there');
      spec.changed = true;
      Reflect.deleteProperty(map, text(1));
      return { value: undefined };
    }
    case 'deleteParam': {
      const operation = given[0] === undefined ? undefined : plain(given[0]);
      if (!isFields(operation) || spec === undefined) throw new Error('deleteParam of what is not there');
      const parameters = (operation['parameters'] ?? []) as Value[];
      spec.changed = true;
      operation['parameters'] = parameters.filter((item) => {
        const parameter = follow(spec.root, item);
        return !(isFields(parameter) && parameter['in'] === text(1) && parameter['name'] === text(2));
      });
      return { value: undefined };
    }
    default:
      throw new Error(`the function ${name} is not known`);
  }
};

const packageCall = (name: string, given: readonly GoValue[]): GoValue => {
  if (name === 'NewRequestBody') return { value: {} };
  if (name === 'Now') return { value: { day: 0 } };
  if (name === 'DateOf') return { value: { day: 0 } };
  if (name === 'Sprintf') return { value: word(plain(given[0] ?? { value: '' })) };
  if (name === 'NewLoader') return { value: undefined };
  if (name === 'RawMessage') return given[0] ?? { value: undefined };
  const schema = /^New(String|Integer|Float64|Bool|Object|Array)Schema$/.exec(name)?.[1];
  if (schema !== undefined)
    return { value: { type: schema === 'Float64' ? 'number' : schema === 'Bool' ? 'boolean' : schema.toLowerCase() } };
  throw new Error(`the function ${name} of a package is not known`);
};

const dayFromNow = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
