import type { AST } from '@eslint-community/regexpp';
import { matchesPattern, readPattern } from './pattern.ts';

/** The shortest simple text that a pattern matches; null where none is found. */
export const patternText = (source: string): string | null => patternTexts(source)[0] ?? null;

const variants = [
  { extra: 0, pick: 0 },
  { extra: 1, pick: 0 },
  { extra: 0, pick: 1 },
  { extra: 2, pick: 1 },
  { extra: 0, pick: 2 },
  { extra: 5, pick: 0 },
  { extra: 12, pick: 1 },
  { extra: 40, pick: 0 },
] as const;

/** Some texts that a pattern matches, shorter ones first: alternatives and repetitions are varied. Each was tried. Pure. */
export const patternTexts = (source: string): readonly string[] => {
  const pattern = readPattern(source);
  if (pattern === null) return [];
  const texts = variants.map((variant) => write(pattern.tree.alternatives, variant));
  return [...new Set(texts)].filter((text) => text.length <= 2_000 && matchesPattern(source, text) === true);
};

type Variant = { readonly extra: number; readonly pick: number };

const write = (alternatives: readonly AST.Alternative[], variant: Variant): string => {
  const chosen = alternatives[variant.pick % alternatives.length];
  return (chosen?.elements ?? []).map((element) => writeElement(element, variant)).join('');
};

const writeElement = (element: AST.Element, variant: Variant): string => {
  switch (element.type) {
    case 'Character':
      return String.fromCodePoint(element.value);
    case 'CharacterSet':
    case 'CharacterClass':
      return oneOfClass(element.raw, element.type === 'CharacterClass' ? firstsOf(element) : [], variant.pick);
    case 'Group':
    case 'CapturingGroup':
      return write(element.alternatives, variant);
    case 'Quantifier': {
      const times = Math.min(element.max, element.min + variant.extra, 2_000);
      const text = writeElement(element.element, variant);
      return text.length * times > 4_000 ? text : text.repeat(times);
    }
    default:
      return '';
  }
};

const firstsOf = ({ elements }: AST.CharacterClass): readonly string[] =>
  elements.flatMap((element) =>
    element.type === 'CharacterClassRange'
      ? [String.fromCodePoint(element.min.value)]
      : element.type === 'Character'
        ? [String.fromCodePoint(element.value)]
        : [],
  );

const common = ['a', '0', 'A', 'b', '1', 'B', '-', '_', '.', ' ', '/', '@', 'é', '中'];

const oneOfClass = (raw: string, firsts: readonly string[], pick: number): string => {
  const isIn = classTest(raw);
  const found = [...common, ...firsts].filter(isIn);
  return found[pick % Math.max(1, found.length)] ?? '';
};

const classTest = (raw: string): ((character: string) => boolean) => {
  try {
    const expression = new RegExp(`^(?:${raw})$`, 'u');
    return (character) => expression.test(character);
  } catch {
    return () => true;
  }
};
