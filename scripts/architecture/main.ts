import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { drawArrows } from './draw-arrows.ts';
import { putPicture } from './put-picture.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const page = `${root}ARCHITECTURE.md`;

// `node scripts/architecture/main.ts` draws the arrows anew into ARCHITECTURE.md; a test compares.
writeFileSync(page, putPicture(readFileSync(page, 'utf8'), await drawArrows(root)));
