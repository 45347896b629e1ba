import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dataText } from '../../data-text.ts';
import type { Finding } from '../../guardrail.ts';
import type { BriefTerms } from '../../policy/brief-terms.ts';
import type { Configuration } from '../../policy/configuration.ts';
import { defaultConfiguration } from '../../policy/default-configuration.ts';
import { collectDependencies } from './collect-dependencies.ts';
import { dependencies } from './dependencies.ts';
import { lockfileReader } from './lockfile-reader.ts';
import { manifest, npmLock, pnpmLock, tarballOf, yarnLock, type Pin } from './lockfiles.builder.ts';
import { findLookalike, isOneEditAway } from './lookalikes.ts';
import { manifestReader } from './manifest-reader.ts';
import { packageOf } from './package-of.ts';
import { buildContext, type Texts } from './trees.builder.ts';

const brief = (write: readonly string[]): BriefTerms => ({
  ...{ task: 'a-task', scope: { write: [...write], forbid: [] }, api: 'unchanged', tests: 'add' },
  ...{ behaviour: 'unchanged', diffLines: null },
});

type Judged = { readonly terms?: BriefTerms | null; readonly options?: Partial<Configuration['dependencies']> };

const check = async (
  sides: { base: Texts; head: Texts },
  { terms = null, options }: Judged = {},
): Promise<readonly Finding[]> => {
  const configuration = { ...defaultConfiguration, dependencies: { ...defaultConfiguration.dependencies, ...options } };
  const evidence = await collectDependencies(buildContext(sides.base, sides.head, configuration));
  return dependencies.assess(evidence, { configuration, exemptions: [], brief: terms });
};

/** Findings but for notes, without the id of the guardrail. */
const codes = async (sides: { base: Texts; head: Texts }, judged?: Judged): Promise<readonly string[]> =>
  (await check(sides, judged))
    .filter(({ level }) => level !== 'note')
    .map(({ level, code, data }) => `${level} ${code.replace('dependencies/', '')} ${dataText(data, 'name')}`);

const pinned = { lodash: { version: '4.17.21' }, semver: { version: '7.6.0' } } satisfies { [name: string]: Pin };
const ranges = { lodash: '^4.17.0', semver: '^7.0.0' };
const base: Texts = {
  'package.json': manifest(ranges),
  'package-lock.json': npmLock(ranges, pinned),
  'src/index.ts': "import { get } from 'lodash';\nimport { lt } from 'semver';\nexport const x = [get, lt];\n",
};

const withLock = (pins: { readonly [name: string]: Pin }): { base: Texts; head: Texts } => ({
  base,
  head: { ...base, 'package-lock.json': npmLock(ranges, { ...pinned, ...pins }) },
});

const adding = (name: string, { range = '^1.0.0', pin = {} }: { range?: string; pin?: Pin } = {}) => {
  const all = { ...ranges, [name]: range };
  return {
    base,
    head: {
      ...base,
      'package.json': manifest(all),
      'package-lock.json': npmLock(all, { ...pinned, [name]: { version: '1.2.0', ...pin } }),
      'src/use.ts': `import use from '${name}';\nexport default use;\n`,
    },
  };
};

describe('dependencies', () => {
  it('says nothing of a dependency that is added as its package manager writes it, but in a note', async () => {
    const findings = await check(adding('fastify'));
    expect(findings.map(({ level, code }) => `${level} ${code}`)).toEqual(['note dependencies/added']);
  });

  it('blocks a new dependency of a task unless its scope names the manifest', async () => {
    const change = adding('fastify');
    expect(await codes(change, { terms: brief(['**']) })).toEqual(['error added fastify']);
    for (const glob of ['package.json', '**/package.json', '*.json'])
      expect(await codes(change, { terms: brief(['src/**', glob]) })).toEqual([]);
  });

  it('says nothing of what the options ignore', async () => {
    expect(await codes(adding('lodahs'), { options: { ignore: ['lodahs'] } })).toEqual([]);
  });

  it('finds a lost hash beside entries that npm itself left without hash and address', async () => {
    const names = Array.from({ length: 20 }, (_, index) => `package-${index}`);
    const lock = (lost: string) =>
      npmLock(
        {},
        Object.fromEntries<Pin>([
          ['forgotten', { version: '1.0.0', integrity: null, resolved: '' }],
          ...names.map((name): [string, Pin] => [
            name,
            { version: '1.0.0', ...(name === lost && { integrity: null }) },
          ]),
        ]),
      );
    const found = await codes({
      base: { 'package-lock.json': lock('') },
      head: { 'package-lock.json': lock('package-3') },
    });
    expect(found).toEqual(['error no-integrity package-3']);
  });

  it.each([
    [
      'another hash for the same version',
      { lodash: { version: '4.17.21', integrity: 'sha512-other' } },
      'error integrity-changed lodash',
    ],
    ['no hash', { lodash: { version: '4.17.21', integrity: null } }, 'error no-integrity lodash'],
    [
      'another host',
      { lodash: { version: '4.17.21', resolved: tarballOf('lodash', '4.17.21', 'npm.evil.test') } },
      'error registry-changed lodash',
    ],
    [
      'the tarball of another package',
      { lodash: { version: '4.17.22', resolved: tarballOf('loadash', '4.17.22') } },
      'error name-mismatch lodash',
    ],
    [
      'http',
      { lodash: { version: '4.17.21', resolved: 'http://registry.npmjs.org/lodash/-/lodash-4.17.21.tgz' } },
      'error insecure-source lodash',
    ],
    ['an install script', { lodash: { version: '4.17.22', hasInstallScript: true } }, 'warning install-script lodash'],
    ['a version outside of the range', { lodash: { version: '3.10.1' } }, 'error lockfile-disagrees lodash'],
    ['a package that nobody asks for', { 'event-pump': { version: '1.0.0' } }, 'warning orphan-entry event-pump'],
  ])('finds a lockfile entry with %s', async (_, pins, expected) => {
    expect(await codes(withLock(pins))).toEqual([expected]);
  });

  it.each([
    ['a newer version', { lodash: { version: '4.17.22' } }],
    [
      'a known builder',
      {
        esbuild: { version: '0.25.0', hasInstallScript: true },
        lodash: { version: '4.17.21', dependencies: { esbuild: '^0.25.0' } },
      },
    ],
    [
      'a package inside another',
      {
        lodash: { version: '4.17.21', dependencies: { 'brace-expansion': '1' } },
        'brace-expansion': { integrity: null, inBundle: true },
      },
    ],
    ['a stronger hash', { semver: { version: '7.6.0', integrity: 'sha1-abc' } }],
  ])('lets a lockfile entry with %s pass', async (_, pins) => {
    expect(await codes(withLock(pins))).toEqual([]);
  });

  it('knows the hosts that base fetches from by its settings', async () => {
    const { base: before, head } = withLock({
      lodash: { version: '4.17.22', resolved: tarballOf('lodash', '4.17.22', 'npm.acme.test') },
    });
    const settings = { '.npmrc': 'registry=https://npm.acme.test/\n' };
    expect(await codes({ base: { ...before, ...settings }, head: { ...head, ...settings } })).toEqual([]);
  });

  it.each([
    ['lodahs', 'error lookalike lodahs'],
    ['cross.env', 'error lookalike cross.env'],
    ['reаct-dom', 'error lookalike reаct-dom'],
  ])('finds the name %s, which looks like another', async (name, expected) => {
    expect(await codes(adding(name))).toContain(expected);
  });

  it('finds a name that looks like another in the manifest of a new package too', async () => {
    const base = { 'package.json': manifest({}) };
    const head = { ...base, 'packages/cart/package.json': manifest({ lodahs: '^1.0.0' }) };
    expect(await codes({ base, head })).toContain('error lookalike lodahs');
  });

  it.each(['preact', 'fastify', '@acme/react', 'ufo'])('lets the name %s pass', async (name) => {
    expect(await codes(adding(name))).toEqual([]);
  });

  it.each([
    ['github:someone/queue#main', 'warning unusual-source queue'],
    ['https://files.acme.test/queue.tgz', 'warning unusual-source queue'],
    ['http://files.acme.test/queue.tgz', 'error insecure-source queue'],
    ['file:../../queue', 'error outside-path queue'],
  ])('finds a dependency from %s', async (range, expected) => {
    expect(await codes(adding('queue', { range }))).toEqual([expected]);
  });

  it('finds a manifest that the lockfile does not answer: npm, pnpm and yarn', async () => {
    const wanted = { 'package.json': manifest({ lodash: '^5.0.0' }), 'src/a.ts': "import 'lodash';\n" };
    const before = { ...wanted, 'package.json': manifest({ lodash: '^4.17.0' }) };
    const locks: readonly Texts[] = [
      { 'package-lock.json': npmLock({ lodash: '^4.17.0' }, { lodash: { version: '4.17.21' } }) },
      { 'pnpm-lock.yaml': pnpmLock({ lodash: '^4.17.0' }, { lodash: '4.17.21' }) },
      { 'yarn.lock': yarnLock({ 'lodash@^4.17.0': '4.17.21' }) },
    ];
    for (const lock of locks) {
      expect(await codes({ base: { ...before, ...lock }, head: { ...wanted, ...lock } })).toEqual([
        'error lockfile-disagrees lodash',
      ]);
      expect(
        await codes({ base: { ...wanted, ...lock }, head: { ...wanted, ...lock, 'src/b.ts': 'export {};\n' } }),
      ).toEqual([]);
    }
  });

  it('asks the lockfile of the workspace, not one that a member kept from before it joined', async () => {
    const member = (range: string) => ({
      'package.json': manifest({}, { workspaces: ['packages/*'] }),
      'packages/kit/package.json': manifest({ lodash: range }, { name: '@acme/kit' }),
      'packages/kit/package-lock.json': npmLock({}, {}),
      'packages/kit/a.ts': "import 'lodash';\n",
    });
    const workspace = (range: string, version: string) => {
      const lock = JSON.parse(npmLock({}, { lodash: { version } })) as { packages: Record<string, object> };
      lock.packages['packages/kit'] = { name: '@acme/kit', version: '1.0.0', dependencies: { lodash: range } };
      return { 'package-lock.json': JSON.stringify(lock, null, 2) };
    };
    const before = { ...member('^4.17.0'), ...workspace('^4.17.0', '4.17.21') };
    const good = { ...member('^5.0.0'), ...workspace('^5.0.0', '5.0.1') };
    const bad = { ...member('^5.0.0'), ...workspace('^4.17.0', '4.17.21') };
    expect(await codes({ base: before, head: good })).toEqual([]);
    expect(await codes({ base: before, head: bad })).toEqual(['error lockfile-disagrees lodash']);
  });

  it('asks the root of a yarn workspace too, and only warns where a lockfile of bun stands beside', async () => {
    const root = {
      'package.json': manifest({}, { workspaces: ['packages/*'] }),
      'packages/kit/a.ts': "import 'lodash';\n",
    };
    const member = (range: string) => ({
      'packages/kit/package.json': manifest({ lodash: range }, { name: '@acme/kit' }),
    });
    const locks = (range: string, version: string) => ({
      'yarn.lock': yarnLock({ [`lodash@${range}`]: version }),
      'packages/kit/yarn.lock': yarnLock({ 'lodash@^4.17.0': '4.17.21' }),
    });
    const before = { ...root, ...member('^4.17.0'), ...locks('^4.17.0', '4.17.21') };
    const asked = { ...root, ...member('^5.0.0') };
    expect(await codes({ base: before, head: { ...asked, ...locks('^5.0.0', '5.0.1') } })).toEqual([]);
    const stale = { ...asked, ...locks('^4.17.0', '4.17.21') };
    expect(await codes({ base: before, head: stale })).toEqual(['error lockfile-disagrees lodash']);
    const beside = { ...stale, 'bun.lockb': 'bun' };
    expect(await codes({ base: before, head: beside })).toEqual(['warning lockfile-disagrees lodash']);
  });

  it('warns only where the lockfile did not fit before', async () => {
    const lock = { 'package-lock.json': npmLock({}, {}), 'src/a.ts': "import 'lodash';\nimport 'ky';\n" };
    const before = { ...lock, 'package.json': manifest({ lodash: '^4.17.0' }) };
    const head = { ...lock, 'package.json': manifest({ lodash: '^4.17.0', ky: '^1.0.0' }) };
    expect(await codes({ base: before, head })).toEqual(['warning lockfile-disagrees ky']);
  });

  it('sees that a hash is gone though the address still holds a weaker one', async () => {
    const lock = (hash: string) =>
      ['# yarn lockfile v1', '', 'lodash@^4.17.0:', '  version "4.17.21"']
        .concat(`  resolved "${tarballOf('lodash', '4.17.21')}#679591c564c3bffaae8454cf0b3df370c3d6911c"`, hash, '')
        .join('\n');
    const own = { 'package.json': manifest({ lodash: '^4.17.0' }), 'src/a.ts': "import 'lodash';\n" };
    const before = { ...own, 'yarn.lock': lock('  integrity sha512-abc==') };
    expect(await codes({ base: before, head: { ...own, 'yarn.lock': lock('') } })).toEqual([
      'error no-integrity lodash',
    ]);
  });

  it('lets the hash of a package that is built here change', async () => {
    const lock = (integrity: string) =>
      npmLock({ kit: 'file:kit.tgz' }, { kit: { version: '1.0.0', resolved: 'file:kit.tgz', integrity } });
    const own = { 'package.json': manifest({ kit: 'file:kit.tgz' }), 'src/a.ts': "import 'kit';\n" };
    const before = { ...own, 'package-lock.json': lock('sha512-a') };
    expect(await codes({ base: before, head: { ...own, 'package-lock.json': lock('sha512-b') } })).toEqual([]);
  });

  it('asks no lockfile for packages of the repository, overrides and catalogs', async () => {
    const own = {
      'packages/kit/package.json': manifest({}, { name: '@acme/kit' }),
      'src/a.ts': "import '@acme/kit';\n",
    };
    const lock = { 'package-lock.json': npmLock({}, {}) };
    const head = { ...own, ...lock, 'package.json': manifest({ '@acme/kit': '^1.0.0' }) };
    expect(await codes({ base: { ...own, ...lock, 'package.json': manifest({}) }, head })).toEqual([]);
  });

  it('finds an import that no manifest above the file names, and only where the change adds it', async () => {
    const text =
      "import pLimit from 'p-limit';\nimport { x } from './x.ts';\nimport fs from 'node:fs';\nimport path from 'path';\n";
    const head = { ...base, 'src/new.ts': text };
    expect(await codes({ base, head })).toEqual(['warning unlisted p-limit']);
    expect(await codes({ base: head, head: { ...head, 'src/new.ts': `${text}export const y = 1;\n` } })).toEqual([]);
    expect(await codes({ base, head }, { terms: brief(['**']) })).toEqual(['error unlisted p-limit']);
  });

  it.each([
    [
      'a type that @types has',
      { 'package.json': manifest({ '@types/estree': '1' }) },
      "import type { Node } from 'estree';\n",
    ],
    [
      'an alias of tsconfig',
      { 'tsconfig.json': '{ "compilerOptions": { "paths": { "shared/*": ["./src/*"] } } }' },
      "import 'shared/a';\n",
    ],
    [
      'an alias of vite',
      { 'vite.config.ts': "export default { resolve: { alias: { ui: '/src/ui' } } };\n" },
      "import 'ui/button';\n",
    ],
    ['a folder of baseUrl', { 'src/components/button.ts': 'export {};\n' }, "import 'components/button';\n"],
    ['a package of the repository', { 'packages/a/package.json': manifest({}, { name: 'kit' }) }, "import 'kit/a';\n"],
    ['a virtual module', {}, "import 'virtual:pwa';\nimport '@/a';\nimport '~/b';\nimport '#c';\n"],
    ['a lazy import of what may be absent', {}, "export const load = () => import('optional-thing');\n"],
    ['an import in a comment', {}, "// require('left-pad')\n/* import 'left-pad' */\nexport const a = 1;\n"],
  ])('lets %s pass', async (_, extra, text) => {
    const before = { ...base, ...extra };
    expect(await codes({ base: before, head: { ...before, 'src/new.ts': text } })).toEqual([]);
  });

  it('blocks a dependency that is taken away although files still import it', async () => {
    const head = {
      ...base,
      'package.json': manifest({ semver: '^7.0.0' }),
      'package-lock.json': npmLock({ semver: '^7.0.0' }, { semver: pinned.semver }),
    };
    const [finding] = await check({ base, head });
    expect(finding).toMatchObject({ level: 'error', code: 'dependencies/unlisted', file: 'src/index.ts', line: 1 });
    expect(
      await codes({ base, head: { ...head, 'src/index.ts': "import { lt } from 'semver';\nexport { lt };\n" } }),
    ).toEqual([]);
  });

  it('notes a new dependency whose name stands nowhere', async () => {
    const { head } = adding('fastify');
    const findings = await check({ base, head: { ...head, 'src/use.ts': 'export {};\n' } });
    expect(findings.map(({ level, code }) => `${level} ${code}`)).toContain('note dependencies/unused');
  });

  it('finds files that cannot be read, where base could be', async () => {
    const conflict = `<<<<<<< HEAD\n${base['package-lock.json'] ?? ''}`;
    expect(await codes({ base, head: { ...base, 'package-lock.json': conflict } })).toEqual(['error unreadable ']);
    expect(await codes({ base, head: { ...base, 'package.json': '{ "dependencies": ' } })).toEqual([
      'error unreadable ',
    ]);
    const broken = { ...base, 'package.json': '{' };
    expect(await codes({ base: broken, head: { ...broken, 'package.json': '{ ' } })).toEqual(['warning unreadable ']);
  });

  it('holds new packages against denied licences and known faults', async () => {
    const change = adding('fastify', { pin: { license: 'AGPL-3.0-only' } });
    expect(await codes(change, { options: { licences: { deny: ['AGPL-3.0-only'] } } })).toEqual([
      'error licence-denied fastify',
    ]);
    const either = adding('fastify', { pin: { license: '(MIT OR AGPL-3.0-only)' } });
    expect(await codes(either, { options: { licences: { deny: ['AGPL-3.0-only'] } } })).toEqual([]);
    const advisory = {
      id: 'GHSA-1',
      database_specific: { severity: 'HIGH' },
      affected: [
        {
          package: { ecosystem: 'npm', name: 'fastify' },
          ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }, { fixed: '1.2.1' }] }],
        },
      ],
    };
    const known = { 'advisories.json': JSON.stringify([advisory]) };
    const sides = { base: { ...change.base, ...known }, head: { ...change.head, ...known } };
    expect(await codes(sides, { options: { advisories: 'advisories.json' } })).toEqual(['error advisory fastify']);
    await expect(check(change, { options: { advisories: 'absent.json' } })).rejects.toThrow(
      /base has no file absent\.json/,
    );
  });

  it('has a message for every finding, which names the package and the place', async () => {
    for (const finding of [
      ...(await check(adding('lodahs'))),
      ...(await check(withLock({ lodash: { version: '3.0.0' } }))),
    ])
      expect(dependencies.messages[finding.code]?.(finding.data)).toContain(dataText(finding.data, 'name'));
  });
});

describe('lockfileReader', () => {
  it('reads pnpm, yarn classic, yarn berry and bun', () => {
    const berry =
      '__metadata:\n  version: 8\n\n"left-pad@npm:^1.3.0":\n  version: 1.3.0\n  resolution: "left-pad@npm:1.3.0"\n  checksum: 10/abc\n  languageName: node\n  linkType: hard\n';
    const bun =
      '{\n  "lockfileVersion": 1,\n  "workspaces": { "": { "dependencies": { "left-pad": "^1.3.0", }, }, },\n  "packages": {\n    "left-pad": ["left-pad@1.3.0", "", {}, "sha512-abc"],\n  },\n}\n';
    const texts = [
      pnpmLock({ 'left-pad': '^1.3.0' }, { 'left-pad': '1.3.0' }),
      yarnLock({ 'left-pad@^1.3.0': '1.3.0' }),
      berry,
      bun,
    ];
    for (const text of texts)
      expect(lockfileReader.read(text, 'x')).toMatchObject({
        lockfile: { packages: [{ name: 'left-pad', version: '1.3.0', integrity: expect.any(String) as string }] },
      });
  });

  it('names the line of each entry', () => {
    const text = npmLock(ranges, pinned);
    const fact = lockfileReader.read(text, 'package-lock.json');
    const entry = 'lockfile' in fact ? fact.lockfile.packages.find(({ name }) => name === 'semver') : undefined;
    expect(text.split('\n')[(entry?.line ?? 0) - 1]).toContain('node_modules/semver');
  });

  it('never throws, whatever the text; nor does the reader of manifests', () => {
    const pieces = fc.constantFrom(
      '{',
      '}',
      '"packages": ',
      'lockfileVersion: 9\n',
      '  a@1:\n',
      '"a@^1":\n',
      ':',
      '\n    ',
      '[',
      'null',
      '"__proto__": {}',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(pieces).map((all) => all.join('')),
          fc.json(),
        ),
        (text) => {
          expect(Object.keys(lockfileReader.read(text, 'x'))).toHaveLength(1);
          expect(Object.keys(manifestReader.read(text, 'x'))).toHaveLength(1);
        },
      ),
    );
  });
});

describe('findLookalike', () => {
  it('takes no popular package and none in use for an imitation', () => {
    expect(findLookalike('react', new Set())).toBeNull();
    expect(findLookalike('lodahs', new Set(['lodahs']))).toBeNull();
  });

  it('measures one edit as an edit distance would', () => {
    const word = fc.stringMatching(/^[abc]{0,6}$/);
    fc.assert(
      fc.property(word, word, (one, other) => {
        expect(isOneEditAway(one, other)).toBe(isOneEditAway(other, one));
        expect(isOneEditAway(one, one)).toBe(false);
        const at = Math.min(2, one.length);
        expect(isOneEditAway(one, `${one.slice(0, at)}x${one.slice(at)}`)).toBe(true);
      }),
    );
  });
});

describe('packageOf', () => {
  it.each([
    ['lodash/get', 'lodash'],
    ['@scope/name/sub', '@scope/name'],
    ['node:test', null],
    ['fs/promises', null],
    ['./a', null],
    ['@/a', null],
    ['https://a.test/x.js', null],
  ])('%s asks for %s', (specifier, name) => {
    expect(packageOf(specifier)).toBe(name);
  });
});
