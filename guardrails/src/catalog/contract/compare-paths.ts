import { compareSchemas } from './compare-schemas.ts';
import type { SchemaReaders } from './compare-schemas.ts';
import { mergeDifferences } from './difference.ts';
import type { Difference, Direction } from './difference.ts';
import type { ParsedDocument } from './parse-document.ts';
import { readPaths } from './read-operations.ts';
import type { Content, Operation, Parameter, Path } from './read-operations.ts';
import { createSchemaReader } from './read-schema.ts';

type Place = { readonly direction: Direction; readonly place: string; readonly parentPointer: string };

/** Everything in which head's operations differ from base's, in the order of the documents. Pure. */
export const comparePaths = (baseDocument: ParsedDocument, headDocument: ParsedDocument): readonly Difference[] => {
  const [base, head] = [readPaths(baseDocument), readPaths(headDocument)];
  const readers: SchemaReaders = {
    base: createSchemaReader(baseDocument.root),
    head: createSchemaReader(headDocument.root),
    equal: { request: new WeakMap(), response: new WeakMap() },
  };
  const removedOrKept = [...base].flatMap(([shape, path]) => {
    const now = head.get(shape);
    return now === undefined ? [pathRemoved(path)] : compareMethods(path, now, readers);
  });
  const added = [...head].filter(([shape]) => !base.has(shape)).map(([, path]) => pathAdded(path));
  return mergeDifferences([...removedOrKept, ...added]);
};

const pathRemoved = (path: Path): Difference => ({
  ...fact('path-removed', path.path, 'paths'),
  operations: [...path.operations.keys()].map((method) => `${method} ${path.path}`),
  basePointer: path.pointer,
  headPointer: '/paths',
});

const pathAdded = (path: Path): Difference => ({
  ...fact('addition', path.path, 'paths'),
  impact: 'none',
  headPointer: path.pointer,
});

const compareMethods = (base: Path, head: Path, readers: SchemaReaders): readonly Difference[] => [
  ...[...base.operations].flatMap(([method, operation]): readonly Difference[] => {
    const now = head.operations.get(method);
    const name = `${method} ${base.path}`;
    if (now !== undefined) {
      const found = compareOperation(operation, now, readers);
      return found.map((difference) => ({ ...difference, operations: [name] }));
    }
    const removed = fact('method-removed', name, 'paths');
    return [{ ...removed, operations: [name], basePointer: operation.pointer, headPointer: head.pointer }];
  }),
  ...[...head.operations]
    .filter(([method]) => !base.operations.has(method))
    .map(([method, { pointer }]): Difference => ({
      ...fact('addition', `${method} ${head.path}`, 'paths'),
      impact: 'none',
      headPointer: pointer,
    })),
];

const compareOperation = (base: Operation, head: Operation, readers: SchemaReaders): readonly Difference[] => [
  ...compareParameters(base, head, readers),
  ...compareBodies(base, head, readers),
  ...compareResponses(base, head, readers),
];

const compareParameters = (base: Operation, head: Operation, readers: SchemaReaders): readonly Difference[] => {
  const kept = [...base.parameters].flatMap(([key, parameter]): readonly Difference[] => {
    const now = head.parameters.get(key);
    if (now === undefined) {
      const removed = fact('input-removed', parameter.name, placeOf(parameter));
      return [{ ...removed, impact: 'possible', basePointer: parameter.pointer, headPointer: head.pointer }];
    }
    const stricter =
      now.isRequired && !parameter.isRequired
        ? [{ ...requiredInput(now), basePointer: parameter.pointer, headPointer: now.pointer }]
        : [];
    if (parameter.schema === null || now.schema === null) return stricter;
    const place = `${placeOf(now)}, `;
    const pair = { base: parameter.schema, head: now.schema, direction: 'request' as const, place, trail: '' };
    return [...stricter, ...compareSchemas(pair, readers).map(withoutOperations)];
  });
  const added = [...head.parameters]
    .filter(([key]) => !base.parameters.has(key))
    .map(([, parameter]): Difference => ({ ...addedParameter(parameter), headPointer: parameter.pointer }));
  return [...kept, ...added];
};

const placeOf = (parameter: Parameter): string => `${parameter.in} parameter ${parameter.name}`;

const requiredInput = (parameter: Parameter): Difference =>
  fact('required-input-added', parameter.name, placeOf(parameter));

const addedParameter = (parameter: Parameter): Difference =>
  parameter.isRequired
    ? requiredInput(parameter)
    : { ...fact('addition', parameter.name, placeOf(parameter)), impact: 'none' };

const compareBodies = (base: Operation, head: Operation, readers: SchemaReaders): readonly Difference[] => {
  if (head.body === null) {
    if (base.body === null) return [];
    const removed = fact('input-removed', 'request body', 'request');
    return [{ ...removed, impact: 'possible', basePointer: base.body.pointer, headPointer: head.pointer }];
  }
  const isStricter = head.body.isRequired && base.body?.isRequired !== true;
  const required: Difference = {
    ...fact('required-input-added', 'request body', 'request'),
    basePointer: base.body?.pointer ?? null,
    headPointer: head.body.pointer,
  };
  if (base.body === null && !isStricter) {
    return [{ ...required, kind: 'addition', impact: 'none' }];
  }
  const place = { direction: 'request' as const, place: 'request body, ', parentPointer: head.body.pointer };
  const content = base.body === null ? [] : compareContent([base.body.content, head.body.content], place, readers);
  return [...(isStricter ? [required] : []), ...content];
};

const compareResponses = (base: Operation, head: Operation, readers: SchemaReaders): readonly Difference[] => {
  const kept = [...base.responses].flatMap(([status, response]): readonly Difference[] => {
    const now =
      head.responses.get(status) ?? head.responses.get(`${status.slice(0, 1)}XX`) ?? head.responses.get('default');
    if (now === undefined) {
      const removed = fact('response-status-removed', status, 'responses');
      const impact = status.startsWith('2') ? 'certain' : 'possible';
      return [{ ...removed, impact, basePointer: response.pointer, headPointer: head.pointer }];
    }
    const place = { direction: 'response' as const, place: `response ${status}, `, parentPointer: now.pointer };
    return compareContent([response.content, now.content], place, readers);
  });
  const added = [...head.responses]
    .filter(([status]) => !base.responses.has(status))
    .map(([status, { pointer }]): Difference => ({
      ...fact('addition', `status ${status}`, 'responses'),
      impact: 'none',
      headPointer: pointer,
    }));
  return [...kept, ...added];
};

const compareContent = (
  [base, head]: readonly [Content, Content],
  { direction, place, parentPointer }: Place,
  readers: SchemaReaders,
): readonly Difference[] =>
  [...base].flatMap(([type, schema]): readonly Difference[] => {
    const now = head.get(type) ?? head.get(`${type.split('/')[0] ?? ''}/*`) ?? head.get('*/*');
    if (now === undefined) {
      const removed = fact('media-type-removed', type, place.replace(/, $/, ''));
      return [{ ...removed, basePointer: schema.pointer, headPointer: parentPointer }];
    }
    return compareSchemas({ base: schema, head: now, direction, place, trail: '' }, readers).map(withoutOperations);
  });

const withoutOperations = (difference: Omit<Difference, 'operations'>): Difference => ({
  ...difference,
  operations: [],
});

const fact = (kind: Difference['kind'], subject: string, where: string): Difference => ({
  kind,
  impact: 'certain',
  subject,
  where,
  from: null,
  to: null,
  operations: [],
  basePointer: null,
  headPointer: '',
});
