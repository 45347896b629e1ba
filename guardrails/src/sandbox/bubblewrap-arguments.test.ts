import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bubblewrapArguments } from './bubblewrap-arguments.ts';
import type { SandboxHost } from './sandbox-host.ts';
import type { SandboxCommand } from './sandbox.ts';

const host: SandboxHost = {
  rootLinks: [['/bin', 'usr/bin']],
  rootFolders: ['/lib'],
  masked: ['/usr/local/etc'],
  nodeDir: '/opt/node/bin',
  nodeFolders: ['/opt/node/bin'],
};
const command = (parts: Partial<SandboxCommand> = {}): SandboxCommand => ({
  ...{ argv: ['true'], cwd: '/tmp', timeoutMs: 1000 },
  ...parts,
});
const build = (parts: Partial<SandboxCommand> = {}) => bubblewrapArguments(command(parts), host);
/** Where the option stands that mounts something at `path`; -1 when nothing does. */
const mountAt = (args: readonly string[], path: string, option?: string): number =>
  args.findLastIndex(
    (_, index) =>
      ((args[index] === '--tmpfs' && args[index + 1] === path) ||
        (/^--(ro-)?bind$/.test(args[index] ?? '') && args[index + 2] === path)) &&
      (option === undefined || args[index] === option),
  );

describe('the walls', () => {
  it('share no namespace and keep no capability and no terminal', () => {
    for (const option of ['--unshare-all', '--unshare-user', '--die-with-parent', '--new-session', '--clearenv']) {
      expect(build()).toContain(option);
    }
    expect(build().join(' ')).toContain('--cap-drop ALL');
    expect(build()).not.toContain('--share-net');
  });

  it('show only what is allowed: never the root, the home or the settings of the machine', () => {
    const args = build();
    const shown = args.flatMap((arg, index) => (/^--(ro-)?bind/.test(arg) ? [args[index + 1]] : []));
    expect(shown).not.toContain('/');
    expect(shown).not.toContain('/etc');
    expect(shown).not.toContain('/proc');
    expect(shown).toContain('/usr');
    expect(mountAt(args, '/usr/local/etc', '--tmpfs')).toBeGreaterThan(mountAt(args, '/usr'));
  });

  it('cover the settings of the kernel after /proc is mounted', () => {
    const args = build();
    expect(args.indexOf('/proc/sys')).toBeGreaterThan(args.indexOf('--proc'));
  });

  it('put the command, and nothing of it, behind --', () => {
    const args = build({ argv: ['--bind', '/', '/'] });
    expect(args.slice(args.indexOf('--'))).toEqual(['--', '--bind', '/', '/']);
  });

  it('give a command without a home one in memory, and one with a home that folder', () => {
    expect(mountAt(build(), '/home/interlock', '--tmpfs')).toBeGreaterThan(0);
    const withHome = build({ home: '/s/home' });
    expect(mountAt(withHome, '/home/interlock')).toBe(-1);
    expect(mountAt(withHome, '/s/home', '--bind')).toBeGreaterThan(0);
    expect(withHome.join(' ')).toContain('--setenv HOME /s/home');
  });

  it('bind each socket by itself', () => {
    const args = build({ sockets: [{ host: '/h/one.sock', inside: '/run/gateway.sock' }] });
    expect(args.join(' ')).toContain('--ro-bind /h/one.sock /run/gateway.sock');
  });

  it('keep what is written to memory below the memory of the command', () => {
    const args = build({ maxMemoryBytes: 1000 });
    const sizes = args.flatMap((arg, index) => (arg === '--size' ? [Number(args[index + 1])] : []));
    expect(sizes).toHaveLength(4);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(1000);
  });

  it('keep the network of the outer walls, and need no descriptors, when they stand in others', () => {
    const args = bubblewrapArguments(command(), host, { nested: true });
    expect(args).toContain('--share-net');
    expect(args.join(' ')).toContain('--ro-bind /proc /proc');
    expect(args).not.toContain('--proc');
    expect(args.filter((arg) => /fd$|data$/.test(arg))).toEqual([]);
  });
});

describe('the order of mounts', () => {
  const folder = fc
    .array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 4 })
    .map((names) => `/${names.join('/')}`);

  it('puts parents before what stands below them, whatever is asked for', () => {
    fc.assert(
      fc.property(fc.array(folder), fc.array(folder), (readOnly, writable) => {
        const args = build({ readOnly, writable });
        const paths = [...readOnly, ...writable];
        for (const parent of paths) {
          for (const child of paths.filter((path) => path.startsWith(`${parent}/`))) {
            expect(mountAt(args, child)).toBeGreaterThan(mountAt(args, parent));
          }
        }
      }),
    );
  });

  it('lets writable win where a folder is asked for both ways, and shows folders below /tmp', () => {
    const args = build({ readOnly: ['/tmp/w'], writable: ['/tmp/w'] });
    expect(mountAt(args, '/tmp/w', '--bind')).toBeGreaterThan(mountAt(args, '/tmp/w', '--ro-bind'));
    expect(mountAt(args, '/tmp/w', '--ro-bind')).toBeGreaterThan(mountAt(args, '/tmp'));
  });
});
