import { ConfigurationError } from '../../errors.ts';
import { nearestName } from '../../policy/nearest-name.ts';
import { showOnOneLine } from '../../report/untrusted-text.ts';
import { catalogDocs, readDocs } from '../docs.ts';
import type { ExitCode } from '../run-command.ts';

/**
 * `interlock explain CODE`: prints what the docs say of a code.
 * @param folders more folders of docs than our own
 * @throws ConfigurationError nobody knows the code: names the nearest ones
 */
export const explainCommand = async (code: string, folders: readonly string[]): Promise<ExitCode> => {
  const sections = await readDocs([catalogDocs, ...folders]);
  const found = sections.find((section) => section.code === code);
  if (found === undefined)
    throw unknownCode(
      code,
      sections.map((section) => section.code),
    );
  process.stdout.write(found.text);
  return 0;
};

const unknownCode = (code: string, known: readonly string[]): ConfigurationError => {
  const nearest = nearestName(code, known);
  const prefix = `${(nearest ?? code).split('/', 1)[0] ?? ''}/`;
  const related = known.filter((each) => each.startsWith(prefix) && each !== nearest);
  const guess = nearest === null ? '' : `; the nearest is ${nearest}`;
  const others = related.length > 0 ? related : [...new Set(known.map((each) => `${each.split('/', 1)[0] ?? ''}/…`))];
  return new ConfigurationError(
    `no finding has the code ${showOnOneLine(code)}${guess}. ${related.length > 0 ? 'Others of its kind' : 'Known are'}: ${others.join(', ')}.`,
  );
};
