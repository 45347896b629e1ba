import type { Located } from '../document/resolve-reference.ts';
import { canonicalText } from './json-value.ts';
import { isRecord, member } from '../document/parse-document.ts';
import type { Parts, Schema } from './schema.ts';

/** One way in which a schema's choices can be taken: what then holds, and what it goes by. */
export type SchemaCase = {
  readonly parts: Parts;
  readonly name: string;
  readonly isNamed: boolean;
  readonly at: Located | undefined;
};

const maximumCases = 48;

/** The ways in which a schema's choices can be taken; one without choices has one. Null: too many to look at. Pure. */
export const schemaCases = (schema: Schema): readonly SchemaCase[] | null => {
  const count = schema.choices.reduce((product, { members }) => product * members.length, 1);
  if (count > maximumCases && schema.choices.length > 1) return null;
  return schema.choices.reduce<readonly SchemaCase[]>(
    (cases, { members }) =>
      cases.flatMap(({ parts, name, isNamed, at }) =>
        members.map((located) => ({
          parts: [...parts, located],
          name: `${name}${nameOf(located)}`,
          isNamed: isNamed || typeof member(located.node, '$ref') === 'string',
          at: at ?? located,
        })),
      ),
    [{ parts: schema.core, name: '', isNamed: false, at: undefined }],
  );
};

/** A named schema goes by its name, an inline one by its text. */
const nameOf = ({ node }: Located): string => {
  const reference = member(node, '$ref');
  return typeof reference === 'string' ? `${reference};` : `${canonicalText(withoutProse(node))};`;
};

const withoutProse = (node: unknown): unknown =>
  isRecord(node)
    ? Object.fromEntries(Object.entries(node).filter(([key]) => key !== 'description' && key !== 'title'))
    : node;
