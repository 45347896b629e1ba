import { openRepository } from '@interlock-dev/guardrails/tree';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { integrate } from './integrate.ts';
import { createScratchRepository, type ScratchRepository } from './scratch-repository.builder.ts';

let scratch: ScratchRepository;
let start = '';
beforeEach(() => {
  scratch = createScratchRepository({ 'a.txt': '1\n2\n3\n', 'b.txt': 'b\n' });
  start = scratch.git('rev-parse', 'HEAD');
});
afterEach(() => scratch.remove());

const branchFrom = (files: Record<string, string>): string => {
  scratch.git('checkout', '--quiet', '-B', 'work', start);
  const commit = scratch.commit(files);
  scratch.git('checkout', '--quiet', 'main');
  return commit;
};
const onMain = async (commit: string, shape: 'linear' | 'merge' = 'linear') => {
  const { git } = await openRepository(scratch.root);
  const onto = scratch.git('rev-parse', 'main');
  const identity = { name: 'Lander', email: 'lander@example.com' };
  return integrate({ git, onto, commit, message: 'Subject\n\nInterlock-Task: t\n', shape, identity });
};

it('puts a change on a tip that has moved, as one commit with the message and identity given', async () => {
  const change = branchFrom({ 'b.txt': 'changed\n' });
  const tip = scratch.commit({ 'a.txt': '1\n2\n3\n4\n' });
  const result = await onMain(change);
  if ('conflicts' in result) throw new Error('unexpected conflict');
  expect(scratch.git('show', '-s', '--format=%P|%an|%B', result.commit)).toBe(
    `${tip}|Lander|Subject\n\nInterlock-Task: t`,
  );
  expect(scratch.git('show', `${result.commit}:a.txt`)).toBe('1\n2\n3\n4');
  expect(scratch.git('show', `${result.commit}:b.txt`)).toBe('changed');
});

it('keeps the history of a branch with a merge commit', async () => {
  const change = branchFrom({ 'b.txt': 'changed\n' });
  const result = await onMain(change, 'merge');
  if ('conflicts' in result) throw new Error('unexpected conflict');
  expect(scratch.git('show', '-s', '--format=%P', result.commit)).toBe(`${start} ${change}`);
});

it('names the files of a text conflict and settles none of them', async () => {
  const change = branchFrom({ 'a.txt': '1\nmine\n3\n', 'b.txt': 'mine\n', 'c.txt': 'new\n' });
  scratch.commit({ 'a.txt': '1\ntheirs\n3\n', 'b.txt': 'theirs\n' });
  const result = await onMain(change);
  expect(result).toMatchObject({ conflicts: ['a.txt', 'b.txt'] });
  expect('detail' in result && result.detail).toMatch(/CONFLICT \(content\).*a\.txt/);
});
