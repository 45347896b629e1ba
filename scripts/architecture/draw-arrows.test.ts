import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { drawArrows } from './draw-arrows.ts';
import { putPicture } from './put-picture.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

it('shows in ARCHITECTURE.md the arrows as they are (else run `node scripts/architecture/main.ts`)', async () => {
  const page = readFileSync(`${root}ARCHITECTURE.md`, 'utf8');
  const picture = await drawArrows(root);
  expect(picture).toContain('agent_tasks_run --> agent_tasks_merge');
  expect(page).toBe(putPicture(page, picture));
});

it('refuses a page without a place for the picture', () => {
  expect(() => putPicture('# Page', 'x')).toThrow(/needs the lines/);
});
