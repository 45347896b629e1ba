/** How much a check of oasdiff weighs. */
export type RuleLevel = 'ERR' | 'WARN' | 'INFO';

/** What oasdiff's sources say of its checks. */
export type Rules = {
  /** `RequestBodyBecameEnumId` → `request-body-became-enum`, and other constants of texts. */
  readonly constants: ReadonlyMap<string, string>;
  readonly levels: ReadonlyMap<string, RuleLevel>;
  /** Check function → ids that it can give. */
  readonly checks: ReadonlyMap<string, readonly string[]>;
};

/** Reads constants, levels and checks from the Go sources of oasdiff's checker. Pure. */
export const readRules = (sources: readonly string[]): Rules => {
  const constants = new Map<string, string>([
    ['ParameterInPath', 'path'],
    ['ParameterInQuery', 'query'],
    ['ParameterInHeader', 'header'],
    ['ParameterInCookie', 'cookie'],
  ]);
  const levels = new Map<string, RuleLevel>();
  const checks = new Map<string, string[]>();
  for (const source of sources)
    for (const [, name = '', text = ''] of source.matchAll(/^\s*(\w+)(?:\s+\w+)?\s*=\s*"([^"\n]*)"/gm))
      constants.set(name, text);
  for (const source of sources)
    for (const [, name = '', level, check = ''] of source.matchAll(
      /newBackwardCompatibilityRule\((\w+), (ERR|WARN|INFO), (\w+),/g,
    )) {
      const id = constants.get(name) ?? name;
      levels.set(id, level as RuleLevel);
      checks.set(check, [...(checks.get(check) ?? []), id]);
    }
  return { constants, levels, checks };
};
