import { text } from 'node:stream/consumers';
import { findBubblewrap } from './find-bubblewrap.ts';
import { startWalled } from './start-walled.ts';

/** What the machine answered when walls were tried. */
export type ProbeAnswer =
  | { readonly outcome: 'works' }
  | { readonly outcome: 'missing' }
  | { readonly outcome: 'failed'; readonly stderr: string };

/**
 * Says whether walls can be built here: null when they can, else one sentence with the way out. Tried once a process.
 * Nothing in the environment can make it say that they stand when they do not.
 */
export const probeSandbox = (): Promise<string | null> => (probed ??= probe());

let probed: Promise<string | null> | undefined;

const probe = async (): Promise<string | null> =>
  explainProbe(
    process.platform === 'linux' && findBubblewrap() !== null ? await tryWalls() : { outcome: 'missing' },
    process.platform,
  );

/** The sentence for an answer. Pure. */
export const explainProbe = (answer: ProbeAnswer, platform: NodeJS.Platform): string | null => {
  if (answer.outcome === 'works') return null;
  if (platform !== 'linux') return `Walls need Linux with bubblewrap and this is ${platform}: ${onEphemeral}.`;
  if (answer.outcome === 'missing') {
    return `bubblewrap (bwrap) is not installed, so nothing can be run safely: install it (apt-get install bubblewrap, dnf install bubblewrap), or ${onEphemeral}.`;
  }
  const words = answer.stderr.trim().split('\n').at(-1) ?? '';
  if (/unknown option/i.test(words)) {
    return `bubblewrap is too old (${words}): install 0.8 or newer, or ${onEphemeral}.`;
  }
  return `bubblewrap cannot build walls here (${words}): allow user namespaces (sysctl -w kernel.apparmor_restrict_unprivileged_userns=0 on Ubuntu, kernel.unprivileged_userns_clone=1 on Debian, user.max_user_namespaces=15000 elsewhere), or ${onEphemeral}.`;
};

const onEphemeral =
  'on a machine that is thrown away after the run set "sandbox": "ephemeral-runner" in interlock.config.json on the base branch';

const tryWalls = async (): Promise<ProbeAnswer> => {
  const { child, ended } = startWalled({ argv: ['/bin/sh', '-c', ':'], cwd: '/', timeoutMs: 0 });
  try {
    const stderr = child.stderr === null ? Promise.resolve('') : text(child.stderr);
    const { exitCode } = await ended;
    return exitCode === 0 ? { outcome: 'works' } : { outcome: 'failed', stderr: await stderr };
  } catch {
    // The one way to fail here is that bwrap cannot be started.
    return { outcome: 'missing' };
  }
};
