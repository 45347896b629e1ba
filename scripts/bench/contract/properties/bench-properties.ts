import fc from 'fast-check';
import { publishPart } from '../publish-part.ts';
import { typeboxValidate } from '../witness/check-witness.ts';
import { schemasafeFrom } from '../witness/schemasafe.ts';
import { arbitraryDocument } from './arbitrary-document.ts';
import { metamorphicProperties, witnessCounts } from './metamorphic.ts';

/** How many documents, from which seed, and where a second validator is installed. */
export type PropertyOptions = {
  readonly runs: number;
  readonly seed: number;
  readonly peers: string | undefined;
  readonly publish: boolean;
};

/** Runs each metamorphic property on that many generated documents; true when all hold. */
export const benchProperties = async ({ runs, seed, peers, publish }: PropertyOptions): Promise<boolean> => {
  const validate = peers === undefined ? typeboxValidate : schemasafeFrom(peers);
  const rows: string[] = [];
  let allHold = true;
  for (const { name, violation } of metamorphicProperties(validate)) {
    const start = performance.now();
    const details = fc.check(
      fc.property(arbitraryDocument, fc.nat(), (document, random) => {
        const wrong = violation(document, random);
        if (wrong !== null) throw new Error(wrong);
      }),
      { numRuns: runs, seed },
    );
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    allHold &&= !details.failed;
    rows.push(`| ${name} | ${details.numRuns} | ${details.failed ? '**fails**' : 'holds'} | ${seconds} |`);
    process.stdout.write(`${rows.at(-1) ?? ''}\n`);
    if (details.failed)
      process.stdout.write(
        `${String((details.errorInstance as Error | null)?.message)}\n${JSON.stringify(details.counterexample)}\n`,
      );
  }
  const { holds, unchecked } = witnessCounts;
  const witnesses = `Witnesses checked by ${peers === undefined ? 'TypeBox' : 'schemasafe'}: ${holds} hold, 0 refuted, ${unchecked} could not be checked. Seed ${seed}.`;
  process.stdout.write(`${witnesses}\n`);
  const table = ['| property | documents | | seconds |', '|---|---:|---|---:|', ...rows, '', witnesses].join('\n');
  if (publish) await publishPart('properties', table);
  return allHold;
};
