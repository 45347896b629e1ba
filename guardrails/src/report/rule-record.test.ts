import { describe, expect, it } from 'vitest';
import { checkedGuardrails } from '../check/catalog.ts';
import recorded from './generated/rule-record.json' with { type: 'json' };
import { recordSentence, ruleRecord } from './rule-record.ts';

describe('ruleRecord', () => {
  it('knows only codes that a guardrail has a message for', () => {
    const codes = checkedGuardrails.flatMap(({ messages }) => Object.keys(messages));
    expect(codes).toEqual(expect.arrayContaining(Object.keys(recorded.rules)));
  });

  it('counts what a rule gave, right or wrong', () => {
    for (const [code, { right, wrong }] of Object.entries(recorded.rules))
      expect(ruleRecord(code)).toEqual(right + wrong === 0 ? undefined : { right, given: right + wrong });
  });

  it('knows nothing of a code that the benchmark does not hold', () => {
    expect(ruleRecord('scope/no-such-code')).toBeUndefined();
  });

  it('says one finding and several', () => {
    expect(recordSentence({ right: 1, given: 1 })).toBe('right in 1 of 1 benchmark finding');
    expect(recordSentence({ right: 24, given: 25 })).toBe('right in 24 of 25 benchmark findings');
  });
});
