import type { ChoiceRate, SimulationSummary } from './summarise-simulation.ts';

/** The summary as Markdown tables, which a terminal can show as well. Pure. */
export const formatSimulation = (summary: SimulationSummary): string =>
  [
    'Simulated listeners, live services. What listeners choose here is no evidence of quality: the world is made up.',
    '',
    ...table(
      ['views', 'p50 ms', 'p99 ms', 'longest ms', 'failed', 'events kept', 'twice', 'events lost'],
      [
        [
          summary.views,
          summary.latencyMs.p50.toFixed(1),
          summary.latencyMs.p99.toFixed(1),
          summary.latencyMs.max.toFixed(1),
          list(summary.failures),
          summary.events.accepted,
          summary.events.duplicates,
          list(summary.events.lost),
        ],
      ],
    ),
    ...rateTable('degradation', summary.degradations),
    ...rateTable('experiment: arm', summary.arms),
    ...table(
      ['of the choices', ''],
      [
        ['by kind', list(summary.chosenKinds)],
        ['by source', list(summary.chosenSources)],
        ['models that answered', list(summary.models)],
        ['why degraded', list(summary.causes)],
      ],
    ),
  ].join('\n');

const rateTable = (title: string, rates: Readonly<Record<string, ChoiceRate>>): string[] =>
  table(
    [title, 'views', 'took a card', 'saved it', '1 ÷ its position'],
    Object.entries(rates).map(([name, { views, chosen, saved, reciprocalPosition }]) => [
      name,
      views,
      share(chosen),
      share(saved),
      reciprocalPosition.toFixed(2),
    ]),
  );

const share = (value: number): string => `${(100 * value).toFixed(1)} %`;

const list = (counts: Readonly<Record<string, number>>): string =>
  Object.entries(counts)
    .map(([name, count]) => `${count} ${name}`)
    .join(', ') || 'none';

const table = (head: readonly string[], rows: readonly (readonly (string | number)[])[]): string[] =>
  rows.length === 0 ? [] : [row(head), `|${'---|'.repeat(head.length)}`, ...rows.map((cells) => row(cells)), ''];

const row = (cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`;
