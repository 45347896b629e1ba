import { existsSync } from 'node:fs';
import { mkdir, readdir, realpath, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { buildRepository, withFolder, type BuiltRepository } from '../tree/repository.builder.ts';
import { check } from './check.ts';
import { guardrailIds } from '../policy/default-configuration.ts';
import { replay } from './replay.ts';

const ownModules = async (): Promise<string> => {
  let folder = import.meta.dirname;
  while (!existsSync(join(folder, 'node_modules/vitest'))) folder = join(folder, '..');
  return realpath(join(folder, 'node_modules'));
};

const openapi = (path: string): string =>
  JSON.stringify(
    {
      openapi: '3.1.0',
      info: { title: 'Sum', version: '1.0.0' },
      paths: { [path]: { get: { responses: { 200: { description: 'The sum' } } } } },
    },
    null,
    2,
  );

/** A small TypeScript repository with tests and an OpenAPI document, and no configuration of Interlock. */
const buildProject = async (root: string): Promise<BuiltRepository> => {
  const built = await buildRepository(root);
  await mkdir(join(root, 'node_modules'));
  const modules = await ownModules();
  for (const name of await readdir(modules))
    if (!name.startsWith('.') && name !== '@interlock-dev')
      await symlink(join(modules, name), join(root, 'node_modules', name));
  await built.commit({
    '.gitignore': 'node_modules\n',
    'package.json': JSON.stringify({ name: 'sum', type: 'module', devDependencies: { vitest: '*' } }),
    'tsconfig.json':
      '{ "compilerOptions": { "allowImportingTsExtensions": true, "noEmit": true, "skipLibCheck": true } }\n',
    'openapi.json': openapi('/sum'),
    'src/sum.ts': 'export const sum = (a: number, b: number): number => a + b;\n',
    'src/sum.test.ts': [
      "import { expect, it } from 'vitest';",
      "import { sum } from './sum.ts';",
      "it('adds', () => { expect(sum(1, 2)).toBe(3); });",
      '',
    ].join('\n'),
  });
  return built;
};

afterEach(() => vi.unstubAllEnvs());

describe('check with every guardrail, in real walls, on a repository without configuration', () => {
  it('passes a clean change, and finds a planted fault with its code, file and line', () =>
    withFolder(async (dir) => {
      const built = await buildProject(join(dir, 'repository'));
      vi.stubEnv('TMPDIR', join(dir, 'tmp'));
      await mkdir(join(dir, 'tmp'));
      const outDir = join(dir, 'out');
      const request = { repository: built.root, base: 'main', head: 'WORKTREE', cacheDir: join(dir, 'cache'), outDir };
      const sum = 'export const sum = (a: number, b: number): number => ';

      await built.write({ 'src/sum.ts': `${sum}b + a;\n` });
      const clean = await check(request);
      expect(clean.guardrails.map(({ id, verdict, reason }) => [id, verdict, reason])).toEqual(
        guardrailIds.map((id) => [id, 'pass', undefined]),
      );
      expect((await check(request)).guardrails.every(({ cached }) => cached)).toBe(true);

      await built.write({
        'src/sum.ts': `import { one } from './one.ts';\n${sum}a - b * one();\n`,
        'src/one.ts': "import { sum } from './sum.ts';\n\nexport const one = (): number => sum.length - 1;\n",
        'openapi.json': openapi('/total'),
      });
      await symlink('/etc/hostname', join(built.root, 'name'));
      const faulty = await check(request);
      expect(faulty.verdict).toBe('fail');
      const errors = faulty.guardrails.flatMap(({ findings }) => findings).filter(({ level }) => level === 'error');
      expect(errors.map(({ code, file, line }) => `${code} ${file ?? ''}:${line ?? 0}`)).toEqual([
        'scope/symlink-escapes name:1',
        expect.stringMatching(/^contract\/path-removed openapi\.json:/),
        'tests/failing src/sum.test.ts:3',
      ]);
      expect(await replay(join(outDir, 'evidence.json'))).toEqual(faulty);
      expect(await readdir(join(dir, 'tmp'))).toEqual([]);
    }));
});
