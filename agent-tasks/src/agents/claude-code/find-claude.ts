import { accessSync, constants, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';

type Environment = { readonly [name: string]: string | undefined };

/**
 * The program of Claude Code: what `INTERLOCK_CLAUDE` names, else `claude` on the PATH, else the one of npm's package
 * `@anthropic-ai/claude-code` beside us. Absolute, links followed; null where there is none.
 */
export const findClaude = (env: Environment): string | null => {
  const named = env['INTERLOCK_CLAUDE']?.trim();
  if (named !== undefined && named !== '') return programAt(named);
  for (const folder of (env['PATH'] ?? '').split(delimiter).filter(Boolean)) {
    const found = programAt(join(folder, 'claude'));
    if (found !== null && !isPlaceholder(found)) return found;
  }
  return packaged();
};

const programAt = (path: string): string | null => {
  try {
    accessSync(path, constants.X_OK);
    return realpathSync(path);
  } catch {
    return null;
  }
};

/** What npm leaves where the package's own set-up did not run: it only says so. */
const isPlaceholder = (path: string): boolean => path.endsWith(join('claude-code', 'bin', 'claude.exe'));

const packaged = (): string | null => {
  try {
    const resolve = createRequire(import.meta.url).resolve;
    const manifest = resolve(`@anthropic-ai/claude-code-${process.platform}-${process.arch}/package.json`);
    return programAt(join(manifest, '..', 'claude'));
  } catch {
    return null;
  }
};
