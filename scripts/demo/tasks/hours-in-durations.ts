import type { ScriptedTask } from '../scripted-task.ts';

/** Lands at its first review. */
export const hoursInDurations: ScriptedTask = {
  id: 'hours-in-durations',
  first: {
    thought: 'I look at how durations are written.',
    edits: [
      {
        path: 'guardrails/src/report/summary.ts',
        oldText: '  return `${Math.floor(durationMs / 60_000)} min',
        newText: `  if (durationMs >= hourMs) {
    return \`\${Math.floor(durationMs / hourMs)} h \${Math.floor((durationMs % hourMs) / 60_000)} min\`;
  }
  return \`\${Math.floor(durationMs / 60_000)} min`,
      },
      {
        path: 'guardrails/src/report/summary.ts',
        oldText: '/** `120 ms`, `3.4 s`, `2 min 5 s`. Pure. */',
        newText: 'const hourMs = 3_600_000;\n\n/** `120 ms`, `3.4 s`, `2 min 5 s`, `2 h 5 min`. Pure. */',
      },
      {
        path: 'guardrails/src/report/summary-hours.test.ts',
        content: `import { expect, it } from 'vitest';
import { formatDuration } from './summary.ts';

it('writes durations of an hour and more in hours and minutes', () => {
  expect(formatDuration(7_500_000)).toBe('2 h 5 min');
  expect(formatDuration(3_600_000)).toBe('1 h 0 min');
});

it('leaves shorter durations as they were', () => {
  expect([120, 3400, 125_000].map(formatDuration)).toEqual(['120 ms', '3.4 s', '2 min 5 s']);
});
`,
      },
    ],
    claim: 'Durations from one hour on are written in hours and minutes, with a test.',
  },
  repairs: [],
  giveUp: 'I see nothing in that message that I could repair.',
};
