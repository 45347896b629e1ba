import { appendFile } from 'node:fs/promises';
import type { Usage } from '../budget/usage.ts';

/** One call as the transcript keeps it. */
export type TranscriptEntry = {
  readonly at: string;
  readonly path: string;
  readonly status: number | null;
  readonly requestId: string | null;
  readonly durationMs: number;
  readonly usage: Usage | null;
  /** Body of the request; of its messages only those that the call before did not have. */
  readonly request: unknown;
  /** As it came: one JSON document or server-sent events. */
  readonly response: string;
};

/** Appends calls to a file of JSON lines. */
export type Transcript = {
  readonly write: (entry: TranscriptEntry) => void;
  /** Resolves when all that was written is on disk. @throws when the file could not be written */
  readonly flush: () => Promise<void>;
};

/** Most of an answer that is kept, in characters. */
export const maxResponseLength = 1_000_000;

/**
 * Opens a transcript: one line a call, in order. `secrets` are blotted out wherever they stand, and of a conversation
 * that goes on each message is written once (`messagesFrom` counts those left out).
 */
export const openTranscript = (file: string | null, secrets: readonly string[]): Transcript => {
  let seen: readonly string[] = [];
  let pending: Promise<void> = Promise.resolve();
  return {
    write: (entry) => {
      if (file === null) return;
      const { request, messages } = withNewMessages(entry.request, seen);
      seen = messages;
      const line = blotOut(JSON.stringify({ ...entry, request }), secrets);
      const append = () => appendFile(file, `${line}\n`, { mode: 0o600 });
      pending = pending.then(append, async (cause: unknown) => {
        await append();
        throw cause;
      });
      // The failure is told by flush.
      pending.catch(() => undefined);
    },
    flush: () => pending,
  };
};

/** Leaves out the messages that stand in `seen` already. Marks of the cache move from call to call and do not count. Pure. */
export const withNewMessages = (
  request: unknown,
  seen: readonly string[],
): { readonly request: unknown; readonly messages: readonly string[] } => {
  const isConversation = typeof request === 'object' && request !== null && 'messages' in request;
  if (!isConversation || !Array.isArray(request.messages)) return { request, messages: seen };
  const all = request.messages as unknown[];
  const messages = all.map((message) => JSON.stringify(message, withoutCacheMarks));
  const differsAt = messages.findIndex((message, index) => message !== seen[index]);
  const from = differsAt === -1 ? messages.length : differsAt;
  return { request: { ...request, messagesFrom: from, messages: all.slice(from) }, messages };
};

const withoutCacheMarks = (key: string, value: unknown): unknown => (key === 'cache_control' ? undefined : value);

const blotOut = (text: string, secrets: readonly string[]): string =>
  secrets
    .filter((secret) => secret !== '')
    .reduce((rest, secret) => rest.replaceAll(JSON.stringify(secret).slice(1, -1), '[key]'), text);
