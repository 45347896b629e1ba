import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type Anthropic from '@anthropic-ai/sdk';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkMessagesRequest } from '../../../../test/messages-api/check-messages-request.ts';
import { addUserText, markForCache, readConversation, writeConversation, type Messages } from './conversation.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'interlock-conversation-'));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

const text = fc.string({ minLength: 1 }).filter((value) => value.trim() !== '');

/** A conversation that was stopped anywhere: after a message, an answer, or an answer that calls tools. */
const stopped = fc.array(fc.tuple(text, text, fc.boolean()), { maxLength: 4 }).map((turns): Messages =>
  turns.flatMap(([asked, answered, isCalling], index): Anthropic.MessageParam[] => {
    const id = `toolu_${index}`;
    const last = index === turns.length - 1;
    const reply: Anthropic.ContentBlockParam[] = isCalling
      ? [
          { type: 'text', text: answered },
          { type: 'tool_use', id, name: 'bash', input: {} },
        ]
      : [{ type: 'text', text: answered }];
    const results: Anthropic.MessageParam[] =
      isCalling && !last
        ? [
            { role: 'user', content: [{ type: 'tool_result', tool_use_id: id, content: 'ok' }] },
            { role: 'assistant', content: [{ type: 'text', text: 'so' }] },
          ]
        : [];
    return [{ role: 'user', content: asked }, { role: 'assistant', content: reply }, ...results];
  }),
);

describe('a conversation', () => {
  it('is one that the API takes after any stop, ends with the new message, and has one mark for the cache', () => {
    fc.assert(
      fc.property(stopped, fc.nat({ max: 3 }), text, (messages, dropped, said) => {
        const cut = messages.slice(0, messages.length - dropped);
        const next = markForCache(addUserText(cut, said));
        expect(checkMessagesRequest({ model: 'm', max_tokens: 1, messages: next })).toBeNull();
        expect(JSON.stringify(next).match(/"cache_control"/g)).toHaveLength(1);
        const blocks = next.at(-1)?.content;
        expect(Array.isArray(blocks) ? blocks.at(-1) : null).toMatchObject({ type: 'text', text: said });
        next.slice(1).forEach((message, index) => expect(message.role).not.toBe(next[index]?.role));
      }),
    );
  });

  it('comes back as it was written', async () => {
    const file = join(folder, 'deep/conversation.json');
    const messages = addUserText([], 'Tidy up, ä 😀.');
    await writeConversation(file, messages);
    expect(await readConversation(file)).toEqual(messages);
  });

  it.each(['', '{', '{"role":"user"}', '[1]'])('starts anew when its file holds %j', async (content) => {
    const file = join(folder, 'conversation.json');
    await writeFile(file, content);
    expect(await readConversation(file)).toEqual([]);
    expect(await readConversation(join(folder, 'none.json'))).toEqual([]);
  });
});
