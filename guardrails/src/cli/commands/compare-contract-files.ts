import { contractKind } from '../../catalog/contract/contract-kind.ts';
import type { ContractKind } from '../../catalog/contract/contract-kind.ts';
import { compareContracts } from '../../catalog/contract/compare-contracts.ts';
import type { NamedDocument } from '../../catalog/contract/contract-report.ts';
import { readOthers } from '../../catalog/contract/document/read-others.ts';
import { ConfigurationError } from '../../errors.ts';
import type { Report } from '../../report/report.ts';
import type { ContractCommandOptions } from './contract-command.ts';
import type { ContractFile, ContractFiles } from './open-contract-sides.ts';

/** What a comparison of files needs beside them. */
export type CompareOptions = Pick<ContractCommandOptions, 'api' | 'compatibility'> & {
  readonly signal: AbortSignal;
  /** Told before work that takes long. */
  readonly announce: (text: string) => void;
};

const longBytes = 2_000_000;

/**
 * Compares two files of one kind: OpenAPI, JSON Schema or TypeScript declarations.
 * @throws ConfigurationError the files are of different kinds, or of none
 */
export const compareContractFiles = async ({ base, head }: ContractFiles, options: CompareOptions): Promise<Report> => {
  const kind = kindOf(base, head);
  if (options.compatibility !== undefined && kind !== 'json-schema')
    throw new ConfigurationError(
      `--compatibility is for JSON Schema, and ${head.name} is ${kindNames[kind]}: leave the option out.`,
    );
  if (base.text.length + head.text.length > longBytes)
    options.announce(`comparing ${megabytes(base)} with ${megabytes(head)}`);
  const [before, now] = await Promise.all([documentOf(base), documentOf(head)]);
  const { api, compatibility } = options;
  const today = new Date().toISOString().slice(0, 10);
  return compareContracts({
    kind,
    base: before,
    head: now,
    today,
    ...(api === undefined ? {} : { api }),
    ...(compatibility === undefined ? {} : { compatibility }),
  });
};

const documentOf = async ({ path, text, read }: ContractFile): Promise<NamedDocument> => ({
  path,
  text,
  others: await readOthers({ path, text }, read),
});

const kindNames: Readonly<Record<ContractKind, string>> = {
  openapi: 'an OpenAPI document',
  'json-schema': 'a JSON Schema',
  typescript: 'a TypeScript file',
};

const kindOf = (base: ContractFile, head: ContractFile): ContractKind => {
  const [one, other] = [contractKind(base.fileName, base.text), contractKind(head.fileName, head.text)];
  if (one === null)
    throw new ConfigurationError(
      `${base.name} is no OpenAPI document (3.x or Swagger 2.0), JSON Schema or .d.ts file: name a contract to compare with.`,
    );
  // A head that is no longer what base was is a finding of the comparison, not a mistake in the command.
  if (other !== null && one !== other)
    throw new ConfigurationError(
      `${base.name} is ${kindNames[one]} and ${head.name} is ${kindNames[other]}: only two of a kind can be compared.`,
    );
  return one;
};

const megabytes = ({ name, text }: ContractFile): string => `${name} (${(text.length / 1_000_000).toFixed(1)} MB)`;
