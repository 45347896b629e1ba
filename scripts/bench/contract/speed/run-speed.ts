import { readFile } from 'node:fs/promises';
import { contractReport } from '../../../../guardrails/src/catalog/contract/contract-report.ts';

/** Compares two files in a process of its own: `node run-speed.ts BASE HEAD`; prints one line of JSON. */

/** What one comparison took. */
export type SpeedSample = {
  readonly seconds: number;
  /** Processor time of all threads: what a machine that does other things as well cannot stretch. */
  readonly cpuSeconds: number;
  readonly peakMegabytes: number;
  readonly megabytes: number;
  readonly findings: number;
};

const [base = '', head = ''] = process.argv.slice(2);
const texts = { base: await readFile(base, 'utf8'), head: await readFile(head, 'utf8') };
const start = performance.now();
const cpu = process.cpuUsage();
const report = contractReport({ base: { path: base, text: texts.base }, head: { path: head, text: texts.head } });
const cpuSince = (from: NodeJS.CpuUsage): number => {
  const { user, system } = process.cpuUsage(from);
  return (user + system) / 1_000_000;
};
const sample: SpeedSample = {
  seconds: (performance.now() - start) / 1000,
  cpuSeconds: cpuSince(cpu),
  peakMegabytes: process.resourceUsage().maxRSS / 1024,
  megabytes: (texts.base.length + texts.head.length) / 2_000_000,
  findings: report.guardrails.flatMap(({ findings }) => findings).length,
};
process.stdout.write(`${JSON.stringify(sample)}\n`);
