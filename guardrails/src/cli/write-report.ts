import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ConfigurationError } from '../errors.ts';
import { formatReport } from '../report/format-report.ts';
import type { Format } from '../report/format-report.ts';
import type { Report } from '../report/report.ts';
import { streamHasColour } from './colour.ts';
import { createHelp } from './docs.ts';
import type { ExitCode } from './run-command.ts';

/** How a report is given to the user. */
export type ReportOutput = {
  readonly format: Format;
  /** What was judged, in words; default the commits. */
  readonly title?: string;
  /** Folder that also gets `report.json` and `report.html`. */
  readonly out?: string;
};

/** Prints a report on stdout, and puts it into a folder when asked. Answers the exit code of its verdict. */
export const writeReport = async (report: Report, { format, title, out }: ReportOutput): Promise<ExitCode> => {
  const titled = title === undefined ? {} : { title };
  if (out !== undefined) await writeFolder(report, out, titled);
  process.stdout.write(
    formatReport(report, format, {
      ...titled,
      colour: streamHasColour(process.stdout),
      columns: process.stdout.isTTY ? Math.min(process.stdout.columns, 120) : 100,
      ...(format === 'sarif' ? { help: await createHelp() } : {}),
    }),
  );
  return report.verdict === 'pass' ? 0 : 1;
};

const writeFolder = async (report: Report, out: string, titled: { readonly title?: string }): Promise<void> => {
  try {
    await mkdir(out, { recursive: true });
    await writeWhole(join(out, 'report.json'), formatReport(report, 'json'));
    await writeWhole(join(out, 'report.html'), formatReport(report, 'html', titled));
  } catch (cause) {
    throw new ConfigurationError(`--out ${out} cannot be written (${messageOf(cause)}): name a folder that can.`, {
      cause,
    });
  }
};

/** Writes a file so that a reader sees the old text or the new one, never half of it. */
export const writeWhole = async (path: string, text: string): Promise<void> => {
  const partial = `${path}.${process.pid}.partial`;
  await writeFile(partial, text);
  await rename(partial, path);
};

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
