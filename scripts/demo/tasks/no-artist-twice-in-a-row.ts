import type { ScriptedTask } from '../scripted-task.ts';

const rerank = 'services/ranking/src/core/rerank.ts';
const choice = `    const best = takeBest(left, ({ candidate, score }) =>
      caps.hasRoom(candidate.kind) ? score - variety.penaltyFor(candidate.artist) : undefined,
    );
`;
const slowChoice = `    const last = cards.at(-1)?.artist;
    const valueOf = (one: ScoredCandidate) => one.score - variety.penaltyFor(one.candidate.artist);
    const best = takeBest(left, ({ candidate, score }) => {
      const next = left
        .toSorted((a, b) => valueOf(b) - valueOf(a))
        .filter((one) => one.candidate.artist !== last && caps.hasRoom(one.candidate.kind));
      const isRepeat = next.length > 0 && candidate.artist === last;
      return caps.hasRoom(candidate.kind) && !isRepeat ? score - variety.penaltyFor(candidate.artist) : undefined;
    });
`;
const quickChoice = `    const last = cards.at(-1)?.artist;
    const hasOther = left.some(({ candidate }) => candidate.artist !== last && caps.hasRoom(candidate.kind));
    const best = takeBest(left, ({ candidate, score }) => {
      const isRepeat = hasOther && candidate.artist === last;
      return caps.hasRoom(candidate.kind) && !isRepeat ? score - variety.penaltyFor(candidate.artist) : undefined;
    });
`;

/** Sorts all candidates for each candidate of each position, is shown base beside head, repairs it. */
export const noArtistTwiceInARow: ScriptedTask = {
  id: 'no-artist-twice-in-a-row',
  first: {
    thought: 'At each position I leave the last artist out while another one could stand there.',
    edits: [
      { path: rerank, oldText: choice, newText: slowChoice },
      {
        path: 'services/ranking/src/core/rerank-artists.test.ts',
        content: `import { expect, test } from 'vitest';
import { buildScored } from './candidate.builder.ts';
import { rerank } from './rerank.ts';

const options = { current: { id: 'now', artist: 'nobody' }, limit: 20 };
const idsOf = (cards: ReturnType<typeof rerank>) => cards.map(({ id }) => id);

test('Another artist stands between two cards of one, however much less it scores', () => {
  const scored = [
    buildScored({ id: 'a1', artist: 'ada' }, 9),
    buildScored({ id: 'a2', artist: 'ada' }, 8),
    buildScored({ id: 'b1', artist: 'bo' }, 1),
  ];
  expect(idsOf(rerank(scored, options))).toEqual(['a1', 'b1', 'a2']);
});

test('When one artist alone is left, its cards follow each other', () => {
  const scored = [buildScored({ id: 'a1', artist: 'ada' }, 9), buildScored({ id: 'a2', artist: 'ada' }, 8)];
  expect(idsOf(rerank(scored, options))).toEqual(['a1', 'a2']);
});
`,
      },
    ],
    claim: 'No artist follows itself while another could stand between, with a test.',
  },
  repairs: [
    {
      answers: 'latency/',
      thought: 'The sort runs for every candidate of every position. One look a position is enough.',
      edits: [{ path: rerank, oldText: slowChoice, newText: quickChoice }],
      claim: 'One look through the candidates a position, not one a candidate.',
    },
  ],
  giveUp: 'I see nothing in that message that I could repair.',
};
