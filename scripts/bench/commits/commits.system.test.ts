import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { buildRepository, withFolder } from '../../../guardrails/src/tree/repository.builder.ts';

const main = fileURLToPath(new URL('./main.ts', import.meta.url));
const run = promisify(execFile);

describe('bench:commits', () => {
  it('checks commits of a bare repository, resumes, and publishes a verdict for each', async () => {
    await withFolder(async (dir) => {
      const { root, git, commit } = await buildRepository(join(dir, 'source'));
      await commit({ 'src/a.ts': 'export const a = 0;\n' });
      for (let index = 1; index <= 8; index += 1) await commit({ 'src/a.ts': `export const a = ${index};\n` });
      const blocked = await commit({ 'src/a.ts': '<<<<<<< ours\n=======\n>>>>>>> theirs\n', link: '' });
      const bare = join(dir, 'bare');
      await git.text(['clone', '--quiet', '--bare', root, bare]);
      const args = (sample: string) => [
        main,
        bare,
        '--only',
        'scope,policy',
        '--count',
        '50',
        '--sample',
        sample,
        '--out',
        join(dir, sample),
        '--publish',
        join(dir, `${sample}.tsv`),
      ];
      const texts = await Promise.all(
        ['tune', 'confirm'].map(async (sample) => {
          await run(process.execPath, args(sample));
          const again = await run(process.execPath, [...args(sample), '--resume']);
          const rows = (await readFile(join(dir, `${sample}.tsv`), 'utf8')).split('\n').slice(1, -1);
          expect(again.stderr).toContain(`${rows.length} commits of 1 repositories, ${rows.length} known`);
          expect(again.stdout).toContain(`all commits`);
          return rows;
        }),
      );
      const rows = texts.flat();
      expect(rows).toHaveLength(9);
      expect(rows.filter((row) => !row.includes('\tperson\tpass\t') && !row.includes(blocked))).toEqual([]);
      expect(rows.find((row) => row.includes(blocked))).toMatch(/\tfail\tscope\//);
    });
  });

  it('says in a sentence what is no repository', async () => {
    await withFolder(async (dir) => {
      await expect(run(process.execPath, [main, dir])).rejects.toMatchObject({
        code: 2,
        stderr: expect.stringContaining('is no git repository with a commit') as unknown,
      });
    });
  });
});
