import type { Files, GuardbenchCase } from '../../guardbench-case.ts';

const layered: Files = {
  'package.json': '{ "name": "shop", "version": "1.0.0", "type": "module", "main": "src/index.ts" }\n',
  '.dependency-cruiser.mjs': `export default {
  forbidden: [
    { name: 'core-knows-no-web', severity: 'error', comment: 'The core decides; the web shows.', from: { path: '^src/core/' }, to: { path: '^src/web/' } },
    { name: 'no-circular', severity: 'warn', from: {}, to: { circular: true } },
  ],
  options: { doNotFollow: { path: 'node_modules' }, tsPreCompilationDeps: true },
};
`,
  'src/index.ts': `import { show } from './web/show.ts';\n\nexport const start = () => show();\n`,
  'src/web/show.ts': `import { rank } from '../core/rank.ts';\n\nexport const title = 'Shop';\nexport const show = () => rank([1]);\n`,
  'src/core/rank.ts': `export const rank = (scores: readonly number[]) => scores;\n`,
  'src/core/old.ts': `import { title } from '../web/show.ts';\n\nexport const old = title;\n`,
};

/** The repository's own rules, judged by dependency-cruiser. */
export const cases: readonly GuardbenchCase[] = [
  {
    name: 'the core imports from the web against the rule of the repository',
    base: layered,
    change: {
      'src/core/label.ts': `import { title } from '../web/show.ts';\n\nexport const label = title;\n`,
      'src/index.ts': `import { label } from './core/label.ts';\nimport { show } from './web/show.ts';\n\nexport const start = () => [label, show()];\n`,
    },
    expect: [
      { code: 'architecture/new-violation', level: 'error', file: 'src/core/label.ts', at: `from '../web/show.ts'` },
    ],
  },
  {
    name: 'the web imports from the core, along the arrow',
    base: layered,
    change: {
      'src/web/list.ts': `import { rank } from '../core/rank.ts';\n\nexport const list = () => rank([2]);\n`,
      'src/index.ts': `import { list } from './web/list.ts';\nimport { show } from './web/show.ts';\n\nexport const start = () => [list(), show()];\n`,
    },
    expect: [],
  },
  {
    name: 'an old breach moves within its layer',
    base: layered,
    change: { 'src/core/older.ts': { movedFrom: 'src/core/old.ts' } },
    expect: [],
  },
];
