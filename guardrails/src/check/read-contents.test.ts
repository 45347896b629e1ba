import { describe, expect, it } from 'vitest';
import { createFinding, type Guardrail } from '../guardrail.ts';
import { defaultConfiguration } from '../policy/default-configuration.ts';
import type { Exemption } from '../policy/policy.ts';
import { judge } from './judge.ts';
import { contentKey, readContents } from './read-contents.ts';

const finding = (line?: number) =>
  createFinding({ code: 'scope/bad', level: 'error', file: 'a.ts', ...(line === undefined ? {} : { line }), data: {} });

const side = (text: string | null) => ({ readText: () => Promise.resolve(text) });
const hash = async (text: string | null, line?: number, base: string | null = null): Promise<string | undefined> =>
  (await readContents([finding(line)], { base: side(base), head: side(text) }))[contentKey(finding(line))];

const guardrail: Guardrail<unknown> = {
  ...{ id: 'scope', version: 1, messages: { 'scope/bad': () => 'Bad.' } },
  collect: () => Promise.resolve({ evidence: null }),
  assess: () => [finding(2)],
};

const verdict = async (exemption: Exemption, text: string) => {
  const contents = await readContents([finding(2)], { base: side(null), head: side(text) });
  const policy = { configuration: defaultConfiguration, exemptions: [exemption], brief: null };
  const outcome = { id: 'scope', version: 1, durationMs: 0, cached: false, collected: { evidence: null } };
  const { report } = judge(guardrail, outcome, { policy, today: '2026-01-15', contents });
  return { verdict: report.verdict, message: report.findings[0]?.message };
};

describe('readContents', () => {
  it('is about the lines of the finding, however they are indented or ended', async () => {
    expect(await hash('x\neval(y)\n', 2)).toBe(await hash('z\r\n   eval(y)\r\n', 2));
    expect(await hash('x\neval(y)\n', 2)).not.toBe(await hash('x\neval(z)\n', 2));
  });

  it('is about the whole file without a line, and about base where head has none', async () => {
    expect(await hash('a\nb')).not.toBe(await hash('a\nc'));
    expect(await hash(null, 1, 'a')).toBe(await hash('a', 1));
    expect(await hash(null, 1)).toBeUndefined();
  });
});

describe('an exemption that is bound to content', () => {
  const granted = { fingerprint: finding(2).fingerprint, until: '2026-02-01', reason: 'agreed' };

  it('counts while the text is as it was, and says why it no longer does', async () => {
    const content = (await hash('x\neval(y)\n', 2)) ?? '';
    expect((await verdict({ ...granted, content }, 'x\neval(y)\n')).verdict).toBe('pass');
    expect(await verdict({ ...granted, content }, 'x\neval(z)\n')).toEqual({
      verdict: 'fail',
      message: 'Bad. An exemption for it was granted to another text at this place.',
    });
  });

  it('is an exemption until its day where it holds no content, as older ones do', async () => {
    expect((await verdict(granted, 'anything\nat all\n')).verdict).toBe('pass');
    expect((await verdict({ ...granted, until: '2026-01-01' }, 'a\nb\n')).message).toMatch(/ended on 2026-01-01/);
  });
});
