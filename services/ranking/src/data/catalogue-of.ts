import type { RankRequest } from '../contract.ts';
import type { Candidate } from '../core/candidate.ts';

/** The text of a catalogue file that holds every item of some requests; one request in ten leaves a value out, another has it. */
export const catalogueOf = (requests: readonly RankRequest[]): string => {
  const items = new Map<string, Candidate>();
  for (const { candidates } of requests)
    for (const candidate of candidates) items.set(candidate.id, { ...items.get(candidate.id), ...candidate });
  const sorted = [...items.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  const file = [
    '{',
    '  "label": "Simulated: every item that bench/requests.jsonl names. Ages are as of that file.",',
    '  "version": "simulated-2026",',
    '  "items": [',
    sorted.map((item) => `    ${lineOf(item)}`).join(',\n'),
    '  ]',
    '}',
  ];
  return `${file.join('\n')}\n`;
};

const lineOf = ({ id, kind, artist, ageDays, popularity }: Candidate): string => {
  const facts = Object.entries({ id, kind, artist, ageDays, popularity }).filter(([, value]) => value !== undefined);
  return `{ ${facts.map(([name, value]) => `"${name}": ${JSON.stringify(value)}`).join(', ')} }`;
};
