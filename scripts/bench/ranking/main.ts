import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { withTemporaryFolder } from '../../../guardrails/src/tree/temporary-folder.ts';
import { chooseCores, readBodies, type BenchParts } from './bench-parts.ts';
import { describeMachine } from './describe-machine.ts';
import { formatReport } from './format-report.ts';
import { startLoadProcess } from './load/start-load-process.ts';
import { helpText, readOptions, type BenchOptions } from './options.ts';
import { findCapacity } from './sections/capacity.ts';
import { sections } from './sections/index.ts';
import type { SectionResult } from './section.ts';

const say = (text: string): void => void process.stderr.write(`${text}\n`);

const run = async (options: BenchOptions, folder: string): Promise<SectionResult[]> => {
  const cores = chooseCores();
  const load = startLoadProcess(cores.load);
  try {
    const given = { cores, isQuick: options.isQuick, load, bodies: readBodies(100), folder, say };
    let capacity: Promise<number> | undefined;
    const parts: BenchParts = { ...given, capacity: () => (capacity ??= findCapacity(given)) };
    const results: SectionResult[] = [];
    for (const id of options.only) {
      say(`measuring ${id}`);
      results.push({ id, ...(await sections[id](parts)) });
    }
    return results;
  } finally {
    await load.close();
  }
};

const main = async (options: BenchOptions): Promise<void> => {
  const results = await withTemporaryFolder('interlock-bench-ranking-', (folder) => run(options, folder));
  const report = { machine: describeMachine(), isQuick: options.isQuick, sections: results };
  const text = formatReport(report);
  process.stdout.write(text);
  await mkdir(dirname(resolve(options.json)), { recursive: true });
  await writeFile(resolve(options.json), `${JSON.stringify(report, null, 1)}\n`);
  if (options.publish !== undefined) await writeFile(resolve(options.publish), text);
  say(`all numbers: ${options.json}`);
  if (results.some(({ rows }) => rows.some(({ isHeld }) => isHeld === false))) process.exitCode = 1;
};

const options = readOptions(process.argv.slice(2));
if (options === 'help') process.stdout.write(helpText);
else await main(options);
