import { describe, expect, it } from 'vitest';
import { authorKind } from './author-kind.ts';

const by = (name: string, email: string, body = 'Repair the queue') => authorKind({ name, email, body });

describe('authorKind', () => {
  it('takes an author or co-author that is an agent for one', () => {
    expect(by('Copilot', '198982749+Copilot@users.noreply.github.com')).toBe('agent');
    expect(by('Ada', 'ada@localhost', 'Add x\n\nCo-Authored-By: Claude Opus 4 <noreply@anthropic.com>')).toBe('agent');
    expect(by('Ada', 'ada@localhost', 'Add x\n\nCo-authored-by: Cursor <cursoragent@cursor.com>')).toBe('agent');
    expect(by('devin-ai-integration[bot]', '1+devin-ai-integration[bot]@users.noreply.github.com')).toBe('agent');
    expect(by('Ada', 'ada@localhost', 'Add x\n\n🤖 Generated with [Claude Code](https://claude.ai/code)')).toBe(
      'agent',
    );
  });

  it('takes what only updates or releases for a bot', () => {
    expect(by('renovate[bot]', '29139614+renovate[bot]@users.noreply.github.com')).toBe('bot');
    expect(by('gemini-cli-robot', 'gemini-cli-robot@localhost')).toBe('bot');
  });

  it('takes people for people, whatever their first name and whatever they write about', () => {
    expect(by('Claude Dupont', 'claude@localhost')).toBe('person');
    expect(by('Devin Booker', 'devin@localhost')).toBe('person');
    expect(by('Jules Verne', 'jules@localhost', 'Let Claude Code and Copilot read the file')).toBe('person');
    expect(by('Abbot', 'abbot@localhost', 'Add x\n\nCo-authored-by: Jules Verne <jules@localhost>')).toBe('person');
  });
});
