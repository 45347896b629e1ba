import type { ScriptedTask } from '../scripted-task.ts';

const freshness = 'services/ranking/src/core/freshness.ts';
const kindImport = "import type { Kind } from './kinds.ts';\n";
const logging = `import { createLogger } from '@interlock-dev/chassis';
${kindImport}
const logger = createLogger({ service: 'ranking', level: 'warn' });
`;
const signature = 'export const freshnessBoost = (kind: Kind, ageDays: number | undefined): number =>\n';
const oldBody = `  ageDays === undefined || !freshKinds.has(kind)
    ? 0
    : freshnessPolicy.boost * 2 ** (-Math.max(0, ageDays) / freshnessPolicy.halfLifeDays);
`;
const newBody = `  ageDays === undefined || !freshKinds.has(kind)
    ? 0
    : freshnessPolicy.boost * 2 ** (-Math.max(0, ageDays) / halfLifeDaysOf(kind));

const halfLifeDaysOf = (kind: Kind): number => halfLifeDaysOfKind.get(kind) ?? freshnessPolicy.halfLifeDays;
`;
const loggedBody = newBody.replace(
  'const halfLifeDaysOf = (kind: Kind): number => halfLifeDaysOfKind.get(kind) ?? freshnessPolicy.halfLifeDays;\n',
  `const halfLifeDaysOf = (kind: Kind): number => {
  const days = halfLifeDaysOfKind.get(kind);
  if (days === undefined) logger.debug({ kind }, 'no half-life of its own');
  return days ?? freshnessPolicy.halfLifeDays;
};
`,
);

/** Imports the chassis into the pure core, is told, repairs it. */
export const podcastsAgeFaster: ScriptedTask = {
  id: 'podcasts-age-faster',
  first: {
    thought: 'The half-life becomes a function of the kind. I log which kinds have none of their own.',
    edits: [
      { path: freshness, oldText: kindImport, newText: logging },
      {
        path: freshness,
        oldText: '/** The kinds for which being new',
        newText: `/** Half-lives of kinds that age at their own pace, in days. */
const halfLifeDaysOfKind: ReadonlyMap<Kind, number> = new Map<Kind, number>([['podcast', 3]]);

/** The kinds for which being new`,
      },
      { path: freshness, oldText: `${signature}${oldBody}`, newText: `${signature}${loggedBody}` },
      {
        path: 'services/ranking/src/core/freshness-of-podcasts.test.ts',
        content: `import { expect, test } from 'vitest';
import { freshnessBoost, freshnessPolicy } from './freshness.ts';

test('A podcast episode loses half of its boost in three days, an album in its half-life', () => {
  expect(freshnessBoost('podcast', 0)).toBe(freshnessPolicy.boost);
  expect(freshnessBoost('podcast', 3)).toBeCloseTo(freshnessPolicy.boost / 2);
  expect(freshnessBoost('album', freshnessPolicy.halfLifeDays)).toBeCloseTo(freshnessPolicy.boost / 2);
});

test('An episode that is yet to come counts as one of today', () => {
  expect(freshnessBoost('podcast', -1)).toBe(freshnessPolicy.boost);
});
`,
      },
    ],
    claim: 'Episodes halve after three days, other kinds as before, with a test.',
  },
  repairs: [
    {
      answers: 'architecture/new-violation',
      thought: 'The core must not know the chassis. I take the logging out.',
      edits: [
        { path: freshness, oldText: logging, newText: kindImport },
        { path: freshness, oldText: loggedBody, newText: newBody },
      ],
      claim: 'The core is pure again.',
    },
  ],
  giveUp: 'I see nothing in that message that I could repair.',
};
