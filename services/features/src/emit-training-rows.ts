/**
 * Training rows from a history: `node services/features/src/emit-training-rows.ts < events.jsonl > rows.jsonl`.
 * In, one JSON object a line, in the order in which it happened: items (`{"type":"item","id","kind","artist"}`), events as
 * in events.schema.json, and queries (`{"type":"query","id","user","currentItem","items","at","labels"?}`).
 * Out: a first line `{"names":[…]}`, then for each query `{"id","at","isUserKnown","rows","labels"?}`; `null` is unknown.
 *   --seed FILE           begin with a snapshot instead of nothing; it ended at --ended-at (Unix ms, default 0)
 *   --snapshot FILE       write what the whole history adds up to, as a seed for the service
 *   --version NAME --label TEXT --users N   of that snapshot
 */
import { writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { ConfigurationError, runMain } from '@interlock-dev/chassis';
import { featureNames } from './core/feature-names.ts';
import { createEmptySnapshot } from './core/records.ts';
import { readSnapshot } from './store/read-snapshot.ts';
import { createRowEmitter, type TrainingRows } from './training/create-row-emitter.ts';
import { snapshotFileOf } from './training/snapshot-file-of.ts';

await runMain(async () => {
  const options = readOptions();
  const snapshot = options.seed
    ? readSnapshot(options.seed, { endedAtMs: Number(options['ended-at']) })
    : createEmptySnapshot(options.version);
  const emit = createRowEmitter(snapshot);
  console.log(JSON.stringify({ names: featureNames }));
  let number = 0;
  for await (const line of createInterface({ input: process.stdin })) {
    number += 1;
    if (line.trim() === '') continue;
    const rows = emitLine(emit, line, number);
    if (rows && !process.stdout.write(`${JSON.stringify(rows)}\n`))
      await new Promise((resolve) => process.stdout.once('drain', resolve));
  }
  if (!options.snapshot) return;
  const { label, users } = options;
  const file = snapshotFileOf({ ...snapshot, version: options.version }, { label, users: Number(users) });
  writeFileSync(options.snapshot, `${JSON.stringify(file, null, 2)}\n`);
});

function readOptions() {
  const { values } = parseArgs({
    options: {
      seed: { type: 'string' },
      'ended-at': { type: 'string', default: '0' },
      snapshot: { type: 'string' },
      version: { type: 'string', default: 'history' },
      label: { type: 'string', default: 'Where this history comes from was not said.' },
      users: { type: 'string', default: 'Infinity' },
    },
  });
  return values;
}

function emitLine(
  emit: (text: string) => TrainingRows | undefined,
  line: string,
  number: number,
): TrainingRows | undefined {
  try {
    return emit(line);
  } catch (cause) {
    throw new ConfigurationError(`Line ${number} of the history ${(cause as Error).message}`, { cause });
  }
}
