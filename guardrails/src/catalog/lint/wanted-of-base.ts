import type { BaseText, FileMessages } from './lint-evidence.ts';

/** The texts of base that are worth linting. Where head is clean there are none: nothing can be new. Pure. */
export const wantedOfBase = (base: readonly BaseText[], head: readonly FileMessages[]): readonly BaseText[] => {
  const speaking = new Set(head.filter(({ messages }) => messages.length > 0).map(({ path }) => path));
  if (speaking.size === 0) return [];
  return base.filter((file) => file.losesLines || (file.head !== null && speaking.has(file.head)));
};
