import { expect, it } from 'vitest';
import { createGit } from '@interlock-dev/guardrails/tree';
import { createScratchRepository } from '../merge/scratch-repository.builder.ts';
import { readRepositoryMap } from './read-repository-map.ts';

it('reads from a commit what a plan is held against, whatever lies in the work tree', async () => {
  const repository = createScratchRepository({
    'package.json': '{ "name": "shop", "scripts": { "test": "vitest run" } }',
    'packages/kit/package.json': 'not json',
    'package-lock.json': '{}',
    'src/index.ts': "export { a } from './a.ts';\nexport { b } from './a.ts';\nexport { c } from './a.ts';\n",
    'src/a.ts': 'export const a = 1;\nexport const b = 2;\nexport const c = 3;\n',
    'src/b.ts': "import { a } from './index.ts';\nexport const d = a;\n",
  });
  try {
    repository.write('src/c.ts', 'export {};');
    const map = await readRepositoryMap(createGit({ cwd: repository.root }), repository.git('rev-parse', 'HEAD'));
    expect(map.paths).toContain('src/b.ts');
    expect(map.paths).not.toContain('src/c.ts');
    expect(map.importsOf('src/b.ts')).toEqual([{ to: 'src/index.ts', line: 1, isReExport: false }]);
    expect(map.importsOf('src/index.ts')[0]).toEqual({ to: 'src/a.ts', line: 1, isReExport: true });
    expect([map.exportsOf('src/a.ts'), map.exportsOf('src/index.ts')]).toEqual([['a', 'b', 'c'], []]);
    expect(map.packages.get('')).toEqual({ name: 'shop', scripts: new Set(['test']) });
    expect(map.packages.get('packages/kit')).toEqual({ name: null, scripts: new Set() });
    expect(map.hotFiles).toEqual([
      { path: 'package-lock.json', kind: 'lockfile' },
      { path: 'src/index.ts', kind: 'barrel' },
    ]);
  } finally {
    repository.remove();
  }
});
