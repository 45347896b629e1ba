import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseStreamLine } from './parse-stream-line.ts';

const parse = (line: object) => parseStreamLine(JSON.stringify(line));

describe('parseStreamLine', () => {
  it('reads what the model says and which tools it calls', () => {
    const content = [
      { type: 'text', text: 'Look.' },
      { type: 'thinking', thinking: 'hm' },
      { type: 'tool_use', id: 't1', name: 'Read', input: { file_path: 'a.ts' } },
    ];
    expect(parse({ type: 'assistant', session_id: 's1', message: { content } })).toEqual({
      sessionId: 's1',
      result: null,
      events: [
        { type: 'text', text: 'Look.' },
        { type: 'tool-call', tool: 'Read', input: '{"file_path":"a.ts"}' },
      ],
    });
  });

  it('reads results of tools, as text or as blocks, and shortens them', () => {
    const content = [
      { type: 'tool_result', tool_use_id: 't1', content: 'x'.repeat(5000) },
      { type: 'tool_result', tool_use_id: 't2', is_error: true, content: [{ type: 'text', text: 'no such file' }] },
    ];
    const { events } = parse({ type: 'user', message: { content } });
    expect(events).toEqual([
      { type: 'tool-result', tool: 't1', isError: false, output: 'x'.repeat(2000) },
      { type: 'tool-result', tool: 't2', isError: true, output: 'no such file' },
    ]);
  });

  it('tells a good end from a bad one', () => {
    expect(parse({ type: 'result', subtype: 'success', is_error: false, result: 'Done.' }).result).toEqual({
      isError: false,
      text: 'Done.',
    });
    expect(parse({ type: 'result', subtype: 'error_max_turns' }).result).toEqual({
      isError: true,
      text: 'error_max_turns',
    });
  });

  it('never throws, and says nothing of what it does not know', () => {
    fc.assert(
      fc.property(fc.string(), (line) => {
        expect(parseStreamLine(line).events).toEqual([]);
      }),
    );
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom('assistant', 'user', 'result', 'new-kind'), (message, type) => {
        expect(Array.isArray(parse({ type, message }).events)).toBe(true);
      }),
    );
  });
});
