/** An expression of the part of Go that tests are written in. */
export type GoExpression =
  | { readonly kind: 'literal'; readonly value: string | number }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'select'; readonly of: GoExpression; readonly field: string }
  | { readonly kind: 'index'; readonly of: GoExpression; readonly key: GoExpression }
  | { readonly kind: 'slice'; readonly of: GoExpression; readonly to: GoExpression | null }
  | { readonly kind: 'call'; readonly of: GoExpression; readonly inputs: readonly GoExpression[] }
  | { readonly kind: 'composite'; readonly type: string; readonly parts: readonly GoPart[] };

/** One element of a composite literal; `key` is a field name, a map key, or absent in a list. */
export type GoPart = { readonly key: GoExpression | null; readonly value: GoExpression };

const tokenPattern =
  /\s+|\/\/[^\n]*|"(?:[^"\\\n]|\\.)*"|`[^`]*`|'(?:[^'\\\n]|\\.)*'|\d+(?:\.\d+)?(?:e[+-]?\d+)?|[A-Za-z_]\w*|:=|\.\.\.|[^\s\w]/gy;

/** Tokens of Go source without blanks and comments. Pure. */
export const goTokens = (source: string): readonly string[] =>
  (source.match(tokenPattern) ?? []).filter((token) => !/^(\s|\/\/)/.test(token));

/** Reads one expression; throws an Error that names the token which is beyond this part of Go. Pure. */
export const parseGoExpression = (source: string): GoExpression => {
  const parser = createParser(goTokens(source));
  const expression = parser.expression();
  parser.end();
  return expression;
};

type Parser = { readonly expression: () => GoExpression; readonly end: () => void };

const createParser = (tokens: readonly string[]): Parser => {
  let at = 0;
  const peek = (ahead = 0): string => tokens[at + ahead] ?? '';
  const take = (wanted?: string): string => {
    const token = peek();
    if (token === '' || (wanted !== undefined && token !== wanted))
      throw new Error(`expected ${wanted ?? 'more'}, got ${token === '' ? 'the end' : token}`);
    at += 1;
    return token;
  };
  const list = (close: string, item: () => void): void => {
    while (peek() !== close) {
      item();
      if (peek() !== close) take(',');
    }
    take(close);
  };
  const inputs = (): readonly GoExpression[] => {
    const found: GoExpression[] = [];
    list(')', () => {
      found.push(expression());
      if (peek() === '...') take();
    });
    return found;
  };
  const parts = (): readonly GoPart[] => {
    const found: GoPart[] = [];
    const value = (): GoExpression =>
      peek() === '{' ? { kind: 'composite', type: '', parts: (take(), parts()) } : expression();
    list('}', () => {
      const first = value();
      if (peek() !== ':') return void found.push({ key: null, value: first });
      take();
      found.push({ key: first, value: value() });
    });
    return found;
  };
  const type = (): string => {
    let name = '';
    while (peek() !== '{' && peek() !== '(') name += take();
    return name;
  };
  const composite = (name: string): GoExpression => {
    take('{');
    return { kind: 'composite', type: name, parts: parts() };
  };
  const primary = (): GoExpression => {
    const token = peek();
    if (token === '&' || token === '*') return (take(), primary());
    if (token === '(') return parenthesised();
    if (token === '[' || token === 'map') return composite(type());
    if (token === '-') return negative(take);
    if (/^["`']/.test(token)) return { kind: 'literal', value: textOf(take()) };
    if (/^\d/.test(token)) return { kind: 'literal', value: Number(take()) };
    if (/^[A-Za-z_]/.test(token)) return { kind: 'name', name: take() };
    throw new Error(`${token === '' ? 'the end' : token} begins no expression`);
  };
  const parenthesised = (): GoExpression => {
    take('(');
    const inner = expression();
    take(')');
    return inner;
  };
  const isTypeName = (of: GoExpression): boolean => of.kind === 'select' && /^[A-Z]/.test(of.field);
  const expression = (): GoExpression => {
    let of = primary();
    for (;;) {
      if (peek() === '.') {
        take();
        of = peek() === '(' ? (skipAssertion(), of) : { kind: 'select', of, field: take() };
      } else if (peek() === '(') of = { kind: 'call', of, inputs: (take(), inputs()) };
      else if (peek() === '[') of = index(of);
      else if (peek() === '{' && isTypeName(of)) of = composite((of as { field: string }).field);
      else return of;
    }
  };
  const skipAssertion = (): void => {
    take('(');
    while (take() !== ')');
  };
  const index = (of: GoExpression): GoExpression => {
    take('[');
    if (peek() === ':') {
      take();
      const to = peek() === ']' ? null : expression();
      take(']');
      return { kind: 'slice', of, to };
    }
    const key = expression();
    take(']');
    return { kind: 'index', of, key };
  };
  const end = (): void => {
    if (at < tokens.length) throw new Error(`${peek()} stands after the expression`);
  };
  return { expression, end };
};

const negative = (take: (wanted?: string) => string): GoExpression => {
  take('-');
  return { kind: 'literal', value: -Number(take()) };
};

const textOf = (token: string): string => {
  if (token.startsWith('`')) return token.slice(1, -1);
  return token.startsWith('"') ? (JSON.parse(token) as string) : token.slice(1, -1);
};
