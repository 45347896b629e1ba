import { describe, expect, it } from 'vitest';
import { driverFolders } from '../driver-folders.ts';
import { parseLoopLine } from './loop-protocol.ts';

describe('a line of the loop', () => {
  it.each([
    '',
    'text',
    '{"event":{"type":"usage","usage":{}}}',
    '{"exit":{"exit":"accepted","summary":"x"}}',
    '{"exit":{"exit":"done"}}',
    '{"event":{"type":"text"}}',
    'null',
  ])('is none when it is %j', (line) => {
    expect(parseLoopLine(line)).toBeNull();
  });

  it('is an event or the exit', () => {
    expect(parseLoopLine('{"event":{"type":"text","text":"x"}}')).toEqual({ event: { type: 'text', text: 'x' } });
    expect(parseLoopLine('{"exit":{"exit":"done","summary":"x"}}')).toEqual({ exit: { exit: 'done', summary: 'x' } });
  });
});

describe('the folders of the driver', () => {
  it('hold the package and what it imports, each once', () => {
    const folders = driverFolders(['@anthropic-ai/sdk', 'undici', 'typebox']);
    expect(folders.some((one) => one.endsWith('/node_modules'))).toBe(true);
    expect(folders.some((one) => one.endsWith('/agent-tasks'))).toBe(true);
    expect(new Set(folders).size).toBe(folders.length);
  });
});
