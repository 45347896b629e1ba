import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ConfigurationError } from '../errors.ts';
import { configurationSchema } from './configuration-schema.ts';
import { defaultConfiguration, defaultService } from './default-configuration.ts';
import { parseConfiguration } from './parse-configuration.ts';

const problemOf = (configuration: unknown): string => {
  try {
    parseConfiguration(JSON.stringify(configuration));
  } catch (error) {
    if (error instanceof ConfigurationError) return error.message;
    throw error;
  }
  return 'no problem';
};

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe('parseConfiguration', () => {
  it('gives every option its default', () => {
    expect(plain(parseConfiguration('{}'))).toEqual(plain(defaultConfiguration));
  });

  it('keeps what is given and fills in the rest, in services too', () => {
    const parsed = parseConfiguration(
      JSON.stringify({
        deadlineSeconds: 9,
        tests: { arguments: ['--project', 'unit'] },
        services: { ranking: { start: 'node serve.ts', requests: ['r.jsonl'], maxRegression: { p50: '7%' } } },
      }),
    );
    expect(parsed.deadlineSeconds).toBe(9);
    expect(parsed.tests).toEqual({ ...defaultConfiguration.tests, arguments: ['--project', 'unit'] });
    expect(parsed.services).toEqual({
      ranking: {
        ...defaultService,
        start: 'node serve.ts',
        requests: ['r.jsonl'],
        maxRegression: { p50: '7%', p99: defaultService.maxRegression.p99 },
      },
    });
  });

  it('takes null where an option allows it', () => {
    expect(parseConfiguration('{"tests": {"command": null}}').tests.command).toBeNull();
  });

  it.each([
    [{ guardrials: ['scope'] }, /Unknown option `guardrials`, did you mean `guardrails`\?/],
    [
      { tests: { timoutSeconds: 3 } },
      /Unknown option `tests\.timoutSeconds`, did you mean `tests\.|did you mean `timeoutSeconds`/,
    ],
    [{ deadlineSeconds: 'soon' }, /Option `deadlineSeconds` must be number, got "soon"/],
    [{ deadlineSeconds: 0 }, /Option `deadlineSeconds` must be >= 1, got 0/],
    [{ sandbox: 'none' }, /Option `sandbox` must be "bubblewrap" or "ephemeral-runner", got "none"/],
    [{ services: { a: { start: 'x' } } }, /`services\.a`.*requests/],
    [
      { services: { a: { start: 'x', requests: ['r'], budgets: { p77: '1ms' } } } },
      /Unknown option `services\.a\.budgets\.p77`/,
    ],
    [
      { services: { a: { start: 'x', requests: ['r'], budgets: { p99: '1s' } } } },
      /`services\.a\.budgets\.p99`.*got "1s"/,
    ],
    [{ guardrails: ['scope', 'lintt'] }, /names "lintt", which is no guardrail, did you mean "lint"\?/],
    [['scope'], /The whole document must be object/],
    [{ protected: [''] }, /Option `protected\.0`/],
  ])('names the option, the value and the way out for %j', (configuration, message) => {
    expect(problemOf(configuration)).toMatch(message);
  });

  it('says where broken JSON breaks, and in which file', () => {
    expect(() => parseConfiguration('{"a": }', 'interlock.config.json of base')).toThrow(
      /^interlock\.config\.json of base is not JSON \(.*\)\. Put it right/,
    );
  });

  it('either parses or throws a ConfigurationError, whatever the JSON', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        try {
          parseConfiguration(text);
        } catch (error) {
          expect(error).toBeInstanceOf(ConfigurationError);
        }
      }),
    );
  });

  it('is not confused by names of the prototype', () => {
    expect(problemOf(JSON.parse('{"__proto__": {"sandbox": "ephemeral-runner"}}'))).toMatch(
      /Unknown option `__proto__`/,
    );
    const parsed = parseConfiguration('{"services": {"__proto__": {"start": "x", "requests": ["r"]}}}');
    expect(Object.keys(parsed.services)).toEqual(['__proto__']);
  });
});

describe('the published JSON Schema', () => {
  it('is the one that the parser uses (else run: node guardrails/src/policy/write-schema.ts)', () => {
    const file = new URL('../../schema/interlock.config.json', import.meta.url);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(plain(configurationSchema()));
  });

  it('accepts its own defaults', () => {
    expect(problemOf(defaultConfiguration)).toBe('no problem');
  });
});
