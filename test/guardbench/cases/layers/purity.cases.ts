import type { Files, GuardbenchCase } from '../../guardbench-case.ts';

const core: Files = {
  'package.json': '{ "name": "ranking", "version": "1.0.0", "type": "module", "main": "src/index.ts" }\n',
  'src/index.ts': `import { rank } from './decide/rank.ts';\n\nexport const start = () => rank([3, 1], 2);\n`,
  'src/decide/rank.ts': `export const rank = (scores: readonly number[], limit: number) => scores.slice(0, limit);\n`,
};
const configuration = { architecture: { pure: [{ files: ['src/decide/**'], mayName: ['node:crypto'] }] } };

/** What a pure layer may not name, and what only looks so. */
export const cases: readonly GuardbenchCase[] = [
  {
    name: 'a core reads the clock by another name',
    base: core,
    configuration,
    change: {
      'src/decide/rank.ts': `const { now } = Date;\n\nexport const rank = (scores: readonly number[], limit: number) => scores.slice(0, limit + now());\n`,
    },
    expect: [{ code: 'architecture/impure-layer', level: 'error', file: 'src/decide/rank.ts', at: '{ now }' }],
  },
  {
    name: 'a core reads the machine’s name',
    base: core,
    configuration,
    change: {
      'src/decide/rank.ts': `import { hostname } from 'node:os';\n\nexport const rank = (scores: readonly number[], limit: number) => scores.slice(hostname().length, limit);\n`,
    },
    expect: [{ code: 'architecture/impure-layer', level: 'error', file: 'src/decide/rank.ts', at: 'node:os' }],
  },
  {
    name: 'a core measures time',
    base: core,
    configuration,
    change: {
      'src/decide/rank.ts': `export const rank = (scores: readonly number[], limit: number) =>\n  scores.slice(0, limit + performance.now());\n`,
    },
    expect: [{ code: 'architecture/impure-layer', level: 'error', file: 'src/decide/rank.ts', at: 'performance.now' }],
  },
  {
    name: 'a core asks what window it runs in, through globalThis',
    base: core,
    configuration,
    change: {
      'src/decide/rank.ts': `export const rank = (scores: readonly number[], limit: number) =>\n  'location' in globalThis ? scores.slice(0, limit) : [globalThis['location']];\n`,
    },
    expect: [{ code: 'architecture/impure-layer', level: 'error', file: 'src/decide/rank.ts', at: `['location']` }],
  },
  {
    name: 'a core takes the clock as an argument',
    base: core,
    configuration,
    change: {
      'src/decide/rank.ts': `export const rank = (scores: readonly number[], performance: { now: () => number }) =>\n  scores.slice(0, performance.now());\n`,
      'src/index.ts': `import { rank } from './decide/rank.ts';\n\nexport const start = () => rank([3, 1], { now: () => 2 });\n`,
    },
    expect: [],
  },
  {
    name: 'a core names what its layer may name',
    base: core,
    configuration,
    change: {
      'src/decide/rank.ts': `import { createHash } from 'node:crypto';\n\nexport const rank = (scores: readonly number[], limit: number) => createHash('sha256').update(scores.slice(0, limit).join()).digest('hex');\n`,
    },
    expect: [],
  },
  {
    name: 'a core imports types of an impure module and parses a given date',
    base: core,
    configuration,
    change: {
      'src/decide/rank.ts': `import type { Stats } from 'node:fs';\n\nexport const ageOf = (stats: Stats, at: string) => new Date(at).getTime() - stats.mtimeMs;\n\nexport const rank = (scores: readonly number[], limit: number) => scores.slice(0, limit);\n`,
    },
    expect: [],
  },
  {
    name: 'the edge reads what a core may not',
    base: core,
    configuration,
    change: {
      'src/index.ts': `import { availableParallelism } from 'node:os';\nimport { rank } from './decide/rank.ts';\n\nexport const start = () => rank([3, 1], availableParallelism());\n`,
    },
    expect: [],
  },
];
