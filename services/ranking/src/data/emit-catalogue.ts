/**
 * Writes the committed catalogue: every item that the recorded requests (simulated) name, with what the most of them say of it.
 * Run: `node services/ranking/src/data/emit-catalogue.ts > services/ranking/data/catalogue.json`.
 */
import { readFileSync } from 'node:fs';
import { Value } from 'typebox/value';
import { RankRequest } from '../contract.ts';
import { catalogueOf } from './catalogue-of.ts';

const lines = readFileSync(new URL('../../bench/requests.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n');
const requests = lines.map((line) => Value.Parse(RankRequest, (JSON.parse(line) as { body: unknown }).body));
process.stdout.write(catalogueOf(requests));
