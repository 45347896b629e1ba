import type { Json } from '../guardrail.ts';

const conditions = [
  'source',
  'development',
  '@source',
  'typescript',
  'import',
  'module',
  'require',
  'node',
  'default',
  'types',
];

/**
 * The targets that a field `exports` or `imports` of a package.json gives for a key (`.`, `./a`, `#a`), the most wanted first,
 * sources before what is built. Empty where it gives none. Patterns with one star are followed (Node's algorithm). Pure.
 */
export const packageTargets = (field: Json, key: string): readonly string[] => {
  if (field === null) return [];
  if (typeof field !== 'object' || Array.isArray(field) || !isMap(field)) return key === '.' ? flatten(field) : [];
  const map = field as { readonly [key: string]: Json };
  const exact = map[key];
  if (exact !== undefined) return flatten(exact);
  const patterns = Object.keys(map)
    .filter((pattern) => matches(pattern, key))
    .sort((left, right) => right.indexOf('*') - left.indexOf('*'));
  const [best] = patterns;
  if (best === undefined) return [];
  const star = best.indexOf('*');
  const middle = key.slice(star, key.length - (best.length - star - 1));
  return flatten(map[best] ?? null).map((target) => target.replaceAll('*', () => middle));
};

const isMap = (field: object): boolean => Object.keys(field).some((key) => /^[.#]/u.test(key));

const matches = (pattern: string, key: string): boolean => {
  const star = pattern.indexOf('*');
  if (star === -1) return false;
  return (
    key.length >= pattern.length - 1 && key.startsWith(pattern.slice(0, star)) && key.endsWith(pattern.slice(star + 1))
  );
};

const flatten = (target: Json): readonly string[] => {
  if (typeof target === 'string') return [target];
  if (Array.isArray(target)) return (target as readonly Json[]).flatMap(flatten);
  if (typeof target !== 'object' || target === null) return [];
  const map = target as { readonly [key: string]: Json };
  const known = conditions.filter((condition) => condition in map);
  const others = Object.keys(map).filter((condition) => !conditions.includes(condition));
  return [...known, ...others].flatMap((condition) => flatten(map[condition] ?? null));
};
