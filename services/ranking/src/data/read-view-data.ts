import { readFileSync } from 'node:fs';
import { ConfigurationError } from '@interlock-dev/chassis';
import { Type, type Static, type TSchema } from 'typebox';
import { CatalogueItem } from '../contract.ts';
import { createCatalogue, type Catalogue } from '../core/catalogue.ts';
import { ExperimentsFile, problemsWithExperiments, type Experiment } from '../core/experiments.ts';
import { ViewRules } from '../core/rules.ts';
import { parseAs } from '../model/model-card.ts';

/** The file that a catalogue is read from. */
export const CatalogueFile = Type.Object(
  {
    label: Type.String({ description: 'Where the items come from, in words; simulated ones say so.' }),
    version: Type.String({ minLength: 1 }),
    items: Type.Array(CatalogueItem, { minItems: 1 }),
  },
  { additionalProperties: false },
);

/** What people decide about views without a release. */
export type ViewData = {
  readonly rules: ViewRules;
  readonly experiments: readonly Experiment[];
  readonly catalogue: Catalogue;
};

export type ViewFiles = { readonly rules: string; readonly experiments: string; readonly catalogue: string };

/**
 * Reads rules, experiments and catalogue.
 * @throws ConfigurationError that names the file, the place and the setting to change
 */
export const readViewData = (files: ViewFiles): ViewData => {
  const rules = readAs(ViewRules, files.rules, 'RULES_FILE');
  const { experiments } = readAs(ExperimentsFile, files.experiments, 'EXPERIMENTS_FILE');
  const [problem] = problemsWithExperiments(experiments);
  if (problem !== undefined) throw new ConfigurationError(`EXPERIMENTS_FILE ${files.experiments}: ${problem}.`);
  const { version, items } = readAs(CatalogueFile, files.catalogue, 'CATALOGUE_FILE');
  return { rules, experiments, catalogue: createCatalogue(version, items) };
};

const readAs = <Schema extends TSchema>(schema: Schema, file: string, setting: string): Static<Schema> => {
  const parsed = parseAs(schema, read(file, setting));
  if (parsed.ok) return parsed.value;
  throw new ConfigurationError(`${setting} ${file} ${parsed.detail}.`);
};

const read = (file: string, setting: string): string => {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const { code = 'unreadable' } = error as NodeJS.ErrnoException;
    throw new ConfigurationError(`${setting} ${file} cannot be read (${code}).`, { cause: error });
  }
};
