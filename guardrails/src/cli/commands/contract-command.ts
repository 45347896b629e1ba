import { readFile } from 'node:fs/promises';
import { contractReport } from '../../catalog/contract/contract-report.ts';
import type { NamedDocument } from '../../catalog/contract/contract-report.ts';
import { ConfigurationError } from '../../errors.ts';
import type { Format } from '../../report/format-report.ts';
import type { ExitCode } from '../run-command.ts';
import { writeReport } from '../write-report.ts';

/** `interlock contract BASE HEAD`: compares two contract documents. */
export const contractCommand = async (base: string, head: string, format: Format): Promise<ExitCode> => {
  const documents = { base: await readDocument(base), head: await readDocument(head) };
  return writeReport(contractReport(documents), { format, title: `${base} to ${head}` });
};

const readDocument = async (path: string): Promise<NamedDocument> => {
  try {
    return { path, text: await readFile(path, 'utf8') };
  } catch (cause) {
    throw new ConfigurationError(`${path} cannot be read: give the path of an OpenAPI document that is there.`, {
      cause,
    });
  }
};
