import type { Place, StaticValue } from './static-value.ts';

/** One scalar or list of texts of a configuration, by its path such as `test.coverage.thresholds.lines`. */
export type Setting = {
  readonly name: string;
  readonly value: string | number | boolean | null | readonly string[];
  /** Parts of a list that only running would tell. */
  readonly unknown: readonly string[];
  readonly at: Place;
};

const most = 2000;

/** All settings of a configuration, flat: what stands in a list of projects is told apart by their names. Pure. */
export const settingsOf = (value: StaticValue): readonly Setting[] => [...walk(value, '')].slice(0, most);

function* walk(value: StaticValue, name: string): Generator<Setting> {
  const { at } = value;
  if (value.kind === 'scalar') yield { name, value: value.value, unknown: [], at };
  if (value.kind === 'record')
    for (const [key, inner] of value.entries) yield* walk(inner, name === '' ? key : `${name}.${key}`);
  if (value.kind === 'list') {
    const texts = value.items.flatMap((item) =>
      item.kind === 'scalar' && typeof item.value === 'string' ? [item.value] : [],
    );
    const unknown = [...value.unknown, ...value.items.flatMap((item) => (item.kind === 'unknown' ? [item.text] : []))];
    yield { name, value: texts, unknown, at };
    for (const [index, item] of value.items.entries())
      if (item.kind === 'record') yield* walk(item, `${name}.${projectName(item) ?? index}`);
  }
}

const projectName = (item: StaticValue & { readonly kind: 'record' }): string | null => {
  const test = item.entries.get('test');
  const name = item.entries.get('name') ?? (test?.kind === 'record' ? test.entries.get('name') : undefined);
  return name?.kind === 'scalar' ? String(name.value) : null;
};
