import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { withFolder } from '../../guardrails/src/tree/repository.builder.ts';
import { createGit } from '../../guardrails/src/tree/git.ts';
import { buildCases } from './build-cases.ts';
import { buildCase } from './case.builder.ts';

const everything = buildCase({
  base: { 'keep.ts': 'keep\n', 'go.ts': 'go\n', 'old.ts': 'old\n', 'run.sh': 'run\n', 'od"d\\.ts': 'odd\n' },
  configuration: { guardrails: ['scope'] },
  change: {
    'go.ts': null,
    'new.ts': { movedFrom: 'old.ts' },
    'run.sh': { text: 'run\n', mode: '100755' },
    link: { linkTo: '../outside' },
    'image.png': { bytes: [0, 255, 10] },
    'ünïcode/😀.ts': 'x\n',
    'od"d\\.ts': 'odder\n',
  },
});

describe('buildCases', () => {
  it('makes both commits of every case with their modes, links, bytes and names', async () => {
    await withFolder(async (dir) => {
      const [first, second] = await buildCases({ cwd: dir, dir: join(dir, 'r') }, [everything, buildCase()]);
      const git = createGit({ cwd: join(dir, 'r') });
      const diff = await git.text([
        'diff-tree',
        '-r',
        '-M',
        '--name-status',
        '-z',
        first?.base ?? '',
        first?.head ?? '',
      ]);
      expect(diff.split('\0').filter(Boolean)).toEqual([
        'D',
        'go.ts',
        'A',
        'image.png',
        'A',
        'link',
        'R100',
        'old.ts',
        'new.ts',
        'M',
        'od"d\\.ts',
        'M',
        'run.sh',
        'A',
        'ünïcode/😀.ts',
      ]);
      expect(await git.text(['ls-tree', first?.head ?? '', '--', 'link', 'run.sh'])).toMatch(
        /^120000 .*link\n100755 .*run\.sh$/,
      );
      expect((await git.run(['cat-file', 'blob', `${first?.head ?? ''}:image.png`])).stdout).toEqual(
        Buffer.from([0, 255, 10]),
      );
      expect(await git.text(['cat-file', 'blob', `${first?.base ?? ''}:interlock.config.json`])).toContain('"scope"');
      expect(await git.text(['rev-parse', `${second?.head ?? ''}^`])).toBe(second?.base);
    });
  });

  it('makes the same commits each time', async () => {
    await withFolder(async (dir) => {
      const once = await buildCases({ cwd: dir, dir: join(dir, 'a') }, [everything]);
      expect(await buildCases({ cwd: dir, dir: join(dir, 'b') }, [everything])).toEqual(once);
    });
  });

  it('refuses a case that takes away what its base does not have', async () => {
    await withFolder(async (dir) => {
      const wrong = buildCase({ change: { 'none.ts': null } });
      await expect(buildCases({ cwd: dir, dir: join(dir, 'r') }, [wrong])).rejects.toThrow(/none\.ts/);
    });
  });
});
