import { expect, test } from 'vitest';
import { compareTypeScriptApi } from './compare-typescript-api.ts';
import { typescriptFindings } from './typescript-findings.ts';
import { typescriptMessages } from './typescript-messages.ts';

const base = `export interface User { id: string; owner: string }
export enum Color { Red = 0 }
export declare const user: () => User;
`;
const head = `export interface User { id: string }
export enum Color { Red = 0, Green = 1 }
export declare const user: () => User;
export declare const users: () => User[];
`;
const comparison = await compareTypeScriptApi({
  base: { 'index.d.ts': base },
  head: { 'index.d.ts': head },
  entry: 'index.d.ts',
  name: '@shop/users',
});

test('A break is an error with its witness, what few notice a warning, at the line at head', () => {
  const found = typescriptFindings({ comparison }, { terms: null });
  expect(found.map(({ code, level, file, line }) => [code, level, file, line])).toEqual([
    ['contract/enum-member-added', 'warning', 'index.d.ts', 2],
    ['contract/member-removed', 'error', 'index.d.ts', 1],
  ]);
  expect(found[1]?.data).toMatchObject({ grade: 'proven', semver: 'major', subject: 'owner', document: '@shop/users' });
});

test('The brief decides: agreed breaks are notes, an addition that was not agreed is a warning', () => {
  const levels = (terms: 'breaking' | 'unchanged') =>
    typescriptFindings({ comparison }, { terms }).map(({ code, level }) => `${level} ${code}`);
  expect(levels('breaking')).toEqual(['note contract/enum-member-added', 'note contract/member-removed']);
  expect(levels('unchanged')).toContain('warning contract/addition-not-agreed');
});

test('The message shows the consumer, what the compiler says of it, who relies on it and the way out', () => {
  const [, finding] = typescriptFindings({ comparison }, { terms: null }, () => [
    { file: 'src/card.ts', line: 3, owner: '@web' },
  ]);
  expect(typescriptMessages['contract/member-removed']?.(finding?.data ?? {})).toBe(
    "@shop/users: the member `user.return.owner` is gone. This compiled and no longer does: `(null! as api.User).owner;` (TS2339: Property 'owner' does not exist on type 'User'.). " +
      'It is relied on at src/card.ts:3 (@web). Whoever reads it, or gives it in an object literal, no longer compiles. Keep it, mark it `@deprecated`, and add the new one beside it. ' +
      'If the break is meant, the brief must say `api: breaking` (a major version).',
  );
});

test('An entry point that is gone is certain, one that is new an addition', () => {
  const gone = typescriptFindings(
    {
      comparison: {
        differences: [],
        additions: [{ entry: '@shop/users/new', symbol: '*', declared: null }],
        notCompared: [],
      },
    },
    { terms: 'unchanged' },
  );
  expect(gone.map(({ code }) => code)).toEqual(['contract/addition-not-agreed']);
});
