import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { compareEvents } from '../../../../guardrails/src/catalog/contract/events/compare-events.ts';
import { withTemporaryFolder } from '../../../../guardrails/src/tree/temporary-folder.ts';
import { installPeers, runQuietly } from '../install-peers.ts';
import { shareText } from '../oasdiff/score-pairs.ts';
import { publishPart } from '../publish-part.ts';
import { schemaPairs } from './schema-pairs.ts';
import type { SchemaPairCase } from './schema-pairs.ts';

/** Where the peers are; undefined installs them into a temporary folder. */
export type EventOptions = { readonly peers: string | undefined; readonly publish: boolean };

type Answers = { readonly milliseconds: number; readonly breaking: readonly (boolean | null)[] };

const [count, seed] = [200, 4];

/** Compares ours with what npm has for JSON Schema, on generated pairs; true when ours is right on all. */
export const benchEvents = async ({ peers, publish }: EventOptions): Promise<boolean> => {
  const pairs = schemaPairs(count, seed);
  const ours = askOurs(pairs);
  const others = await askPeers(pairs, peers);
  const rows = [...Object.entries({ '**interlock contract**': ours, ...others })].map(([name, answers]) =>
    rowOf(name, pairs, answers),
  );
  const table = [
    `${pairs.length} generated pairs: ${pairs.filter(({ isBreaking }) => isBreaking).length} where head refuses what base accepted, the same the other way round, and each schema wrapped in \`allOf\` and behind a \`$ref\`.`,
    '',
    '| tool | breaking pairs found | safe pairs flagged | could not compare | seconds |',
    '|---|---|---|---:|---:|',
    ...rows,
    '',
  ].join('\n');
  process.stdout.write(table);
  const wrong = pairs.filter(({ isBreaking }, at) => ours.breaking[at] !== isBreaking);
  for (const { kind, base, head } of wrong.slice(0, 5))
    process.stdout.write(`wrong: ${kind}\n${JSON.stringify(base)}\n${JSON.stringify(head)}\n`);
  if (publish) await publishPart('events', table);
  return wrong.length === 0;
};

const askOurs = (pairs: readonly SchemaPairCase[]): Answers => {
  const start = performance.now();
  const breaking = pairs.map(({ base, head }) => {
    const side = (schema: object) => ({ path: 'event.schema.json', text: JSON.stringify(schema) });
    const compared = compareEvents({ base: side(base), head: side(head), compatibility: 'backward' });
    return compared.state === 'compared'
      ? compared.differences.some(({ impact }) => impact === 'certain' || impact === 'possible')
      : null;
  });
  return { milliseconds: Math.round(performance.now() - start), breaking };
};

const askPeers = async (
  pairs: readonly SchemaPairCase[],
  folder: string | undefined,
): Promise<Readonly<Record<string, Answers>>> => {
  if (folder === undefined)
    return withTemporaryFolder('interlock-peers-', async (dir) => {
      await installPeers(dir);
      return askPeers(pairs, dir);
    });
  const [input, output] = [join(folder, 'schemas.json'), join(folder, 'schema-answers.json')];
  await writeFile(input, JSON.stringify(pairs));
  await runQuietly(process.execPath, [join(import.meta.dirname, 'run-schema-peers.ts'), folder, input, output], folder);
  return JSON.parse(await readFile(output, 'utf8')) as Readonly<Record<string, Answers>>;
};

const rowOf = (name: string, pairs: readonly SchemaPairCase[], { milliseconds, breaking }: Answers): string => {
  const hits = (wanted: boolean) =>
    pairs.filter(({ isBreaking }, at) => isBreaking === wanted && breaking[at] === true).length;
  const total = (wanted: boolean) => pairs.filter(({ isBreaking }) => isBreaking === wanted).length;
  const failed = breaking.filter((answer) => answer === null).length;
  return `| ${name} | ${shareText(hits(true), total(true))} | ${shareText(hits(false), total(false))} | ${failed} | ${(milliseconds / 1000).toFixed(1)} |`;
};
