import { dump } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import { contractReport } from './contract-report.ts';
import { at, buildDocument, edit, json } from './document-pair.builder.ts';

describe('contractReport', () => {
  const base = { path: 'a.json', text: json(buildDocument()) };

  it('fails with messages when head breaks base, and passes when it does not', () => {
    const head = { path: 'b.yaml', text: dump(edit((doc) => delete at(doc, 'paths')['/users/{id}'])) };
    const report = contractReport({ base, head });
    expect(report).toMatchObject({ schema: 'interlock.report/1', base: 'a.json', head: 'b.yaml', verdict: 'fail' });
    expect(report.guardrails[0]?.findings[0]?.message).toContain('The path /users/{id} is gone from b.yaml');
    expect(contractReport({ base, head: base }).verdict).toBe('pass');
  });

  it('cannot check when base is unreadable or no OpenAPI document', () => {
    for (const text of ['a: [', '{}']) {
      expect(contractReport({ base: { path: 'a.json', text }, head: base })).toMatchObject({ verdict: 'cannot-check' });
    }
  });
});
