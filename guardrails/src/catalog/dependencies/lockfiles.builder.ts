/** A package of a lockfile under construction. */
export type Pin = {
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string | null;
  readonly dependencies?: { readonly [name: string]: string };
  readonly [other: string]: unknown;
};

const hashOf = (name: string, version: string): string =>
  `sha512-${Buffer.from(`${name}@${version}`.padEnd(64, '.')).toString('base64')}`;

/** The address of a package at npm's registry. */
export const tarballOf = (name: string, version: string, host = 'registry.npmjs.org'): string =>
  `https://${host}/${name}/-/${name.split('/').at(-1) ?? name}-${version}.tgz`;

/** The text of a package-lock.json, version 3. */
export const npmLock = (
  ranges: { readonly [name: string]: string },
  pins: { readonly [name: string]: Pin },
): string => {
  const packages = Object.entries(pins).map(([name, { version = '1.0.0', integrity, ...rest }]) => [
    `node_modules/${name}`,
    {
      version,
      resolved: tarballOf(name, version),
      ...(integrity !== null && { integrity: integrity ?? hashOf(name, version) }),
      ...rest,
    },
  ]);
  return `${JSON.stringify(
    {
      name: 'app',
      lockfileVersion: 3,
      requires: true,
      packages: {
        '': { name: 'app', dependencies: ranges },
        ...(Object.fromEntries(packages) as Record<string, object>),
      },
    },
    null,
    2,
  )}\n`;
};

/** The text of a package.json of these dependencies. */
export const manifest = (dependencies: { readonly [name: string]: string }, rest: object = {}): string =>
  `${JSON.stringify({ name: 'app', ...rest, dependencies }, null, 2)}\n`;

/** The text of a pnpm-lock.yaml, version 9. */
export const pnpmLock = (
  specifiers: { readonly [name: string]: string },
  versions: { readonly [name: string]: string },
): string =>
  [
    "lockfileVersion: '9.0'",
    '',
    'importers:',
    '',
    '  .:',
    '    dependencies:',
    ...Object.entries(specifiers).flatMap(([name, specifier]) => [
      `      '${name}':`,
      `        specifier: ${specifier}`,
      `        version: ${versions[name] ?? '0.0.0'}`,
    ]),
    '',
    'packages:',
    '',
    ...Object.entries(versions).flatMap(([name, version]) => [
      `  '${name}@${version}':`,
      `    resolution: {integrity: ${hashOf(name, version)}}`,
      '',
    ]),
    'snapshots:',
    '',
    ...Object.entries(versions).flatMap(([name, version]) => [`  '${name}@${version}': {}`, '']),
  ].join('\n');

/** The text of a yarn.lock of the classic format: `name@range` → version. */
export const yarnLock = (answers: { readonly [descriptor: string]: string }): string =>
  [
    '# yarn lockfile v1',
    '',
    ...Object.entries(answers).flatMap(([descriptor, version]) => {
      const name = /^@?[^@]+/.exec(descriptor)?.[0] ?? descriptor;
      return [
        `${descriptor.startsWith('@') ? `"${descriptor}"` : descriptor}:`,
        `  version "${version}"`,
        `  resolved "${tarballOf(name, version, 'registry.yarnpkg.com')}#${'a'.repeat(40)}"`,
        `  integrity ${hashOf(name, version)}`,
        '',
      ];
    }),
  ].join('\n');
