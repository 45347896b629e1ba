import { fileURLToPath } from 'node:url';
import { measureConsumers } from './measure-consumers.ts';
import { renderWithOpenapiTypescript } from './render-types.ts';
import { scoreConsumers, type Share } from './score-consumers.ts';

const seed = 20_261_124;
const breaks = 120;
const limit = 0.95;

/** Measures consumers on generated breaks, with clients of our own generator and of openapi-typescript; prints, and answers whether its limits hold. */
export const benchConsumers = async ({ verbose = false }: { readonly verbose?: boolean } = {}): Promise<boolean> => {
  const root = fileURLToPath(new URL('../../../..', import.meta.url)).replace(/\/$/u, '');
  const measured = await measureConsumers({
    seed,
    breaks,
    services: 6,
    renderTypes: renderWithOpenapiTypescript,
    root,
  });
  const { recall, precision, nobody } = scoreConsumers(measured);
  const line = (name: string, { hits, total, bounds }: Share): string =>
    `${name.padEnd(34)} ${String(hits)} of ${String(total)}  (95 %: ${(bounds.low * 100).toFixed(1)} to ${(bounds.high * 100).toFixed(1)} %)`;
  const wrong = measured.filter(({ truth, found }) => truth.join() !== found.join());
  process.stdout.write(
    [
      `${String(breaks)} generated breaks; truth: what the compiler refuses after the client is generated again`,
      line('places found (recall)', recall),
      line('places that are true (precision)', precision),
      line('breaks that nobody here relies on', nobody),
      ...(verbose
        ? wrong.map(({ name, truth, found }) => `  ${name}\n    truth ${truth.join(' ')}\n    found ${found.join(' ')}`)
        : []),
      '',
    ].join('\n'),
  );
  return recall.hits / recall.total >= limit && precision.hits / precision.total >= limit;
};
