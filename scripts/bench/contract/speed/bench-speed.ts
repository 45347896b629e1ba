import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { withTemporaryFolder } from '../../../../guardrails/src/tree/temporary-folder.ts';
import { measureProcess } from '../../check/measure-process.ts';
import { publishPart } from '../publish-part.ts';
import { thresholds } from '../thresholds.ts';
import type { Fields } from '../witness/as-json-schema.ts';
import { cutDocument } from './cut-document.ts';
import { drawSpeed } from './draw-speed.ts';
import type { SpeedSample } from './run-speed.ts';

/** Two versions of one large document, JSON. */
export type SpeedOptions = { readonly base: string; readonly head: string; readonly publish: boolean };

/** A size with the median of its runs. */
export type SpeedRow = SpeedSample & { readonly share: string };

const shares = [16, 8, 4, 2, 1] as const;
const runs = 3;
const folder = join(import.meta.dirname, '../../../../docs/benchmarks');

/** Compares parts of growing size of two large documents, and the whole; true when the limits hold. */
export const benchSpeed = ({ base, head, publish }: SpeedOptions): Promise<boolean> =>
  withTemporaryFolder('interlock-speed-', async (dir) => {
    const documents = { base: await readJson(base), head: await readJson(head) };
    const rows: SpeedRow[] = [];
    for (const part of shares) {
      const files = { base: join(dir, 'base.json'), head: join(dir, 'head.json') };
      for (const side of ['base', 'head'] as const)
        await writeFile(
          files[side],
          JSON.stringify(part === 1 ? documents[side] : cutDocument(documents[side], 1 / part), null, 2),
        );
      rows.push({ share: part === 1 ? 'whole' : `1/${part}`, ...(await measure(files)) });
    }
    const table = formatRows(rows);
    process.stdout.write(table);
    if (publish) {
      await publishPart('speed', table);
      await writeFile(join(folder, 'contract-speed.svg'), drawSpeed(rows));
    }
    const whole = rows.at(-1);
    const { seconds, megabytes } = thresholds.speed;
    return whole !== undefined && whole.cpuSeconds < seconds && whole.peakMegabytes < megabytes;
  });

const readJson = async (path: string): Promise<Fields> => JSON.parse(await readFile(path, 'utf8')) as Fields;

const measure = async ({ base, head }: { readonly base: string; readonly head: string }): Promise<SpeedSample> => {
  const samples: SpeedSample[] = [];
  for (let run = 0; run < runs; run += 1) {
    const ended = await measureProcess([process.execPath, join(import.meta.dirname, 'run-speed.ts'), base, head], {
      cwd: import.meta.dirname,
    });
    if (ended.exitCode !== 0) throw new Error(`the comparison failed: ${ended.stderr.slice(-2000)}`);
    samples.push(JSON.parse(ended.stdout) as SpeedSample);
  }
  const [, middle] = samples.toSorted((one, other) => one.cpuSeconds - other.cpuSeconds);
  if (middle === undefined) throw new Error('nothing was measured');
  return { ...middle, peakMegabytes: Math.max(...samples.map(({ peakMegabytes }) => peakMegabytes)) };
};

const formatRows = (rows: readonly SpeedRow[]): string =>
  [
    '| part | MB a document | CPU seconds, median of 3 | CPU seconds a MB | wall seconds of that run | peak MB of memory | findings |',
    '|---|---:|---:|---:|---:|---:|---:|',
    ...rows.map(
      ({ share, megabytes, seconds, cpuSeconds, peakMegabytes, findings }) =>
        `| ${share} | ${megabytes.toFixed(2)} | ${cpuSeconds.toFixed(2)} | ${(cpuSeconds / megabytes).toFixed(3)} | ${seconds.toFixed(2)} | ${Math.round(peakMegabytes)} | ${findings} |`,
    ),
    '',
  ].join('\n');
