import { draw, isProductPath, mutateOneFile } from './choose-file.ts';
import type { Mutation, MutationSource, Operator } from './operator.ts';
import { keyMakers } from './random-keys.ts';
import { parseFile } from './walk.ts';

const withLine = (text: string, line: string): string => (text.startsWith('#!') ? text : `${line}\n${text}`);

const leakKey = (kind: string): Operator => ({
  id: `leak-${kind}-key`,
  what: `a key in the form of ${kind} is written into product code`,
  guardrails: ['secrets'],
  codes: ['secrets/key', 'secrets/likely-secret'],
  apply: mutateOneFile(isProductPath, ({ text }, { random }) =>
    withLine(text, `const credential = '${keyMakers[kind]?.(random) ?? ''}';`),
  ),
});

const lookalikes: Readonly<Record<string, string>> = {
  lodash: 'lodahs',
  express: 'expresss',
  react: 'reactt',
  axios: 'axois',
  chalk: 'chalck',
  typescript: 'typescirpt',
  commander: 'comander',
  'cross-env': 'crossenv',
};

/** Adds a dependency whose name is nearly that of a well-known one. */
const addLookalike = mutateOneFile(
  (path) => /(^|\/)package\.json$/.test(path) && !/(fixtures?|examples?|templates?)\//.test(path),
  ({ text }, { random }) => {
    const name = draw(Object.values(lookalikes), random) ?? 'lodahs';
    return addDependency(text, name);
  },
);

const addDependency = (text: string, name: string): string | null => {
  const place = /"dependencies"\s*:\s*\{\n?(\s*)/.exec(text);
  if (place === null || text.includes(`"${name}"`)) return null;
  const at = place.index + place[0].length;
  return `${text.slice(0, at)}"${name}": "^1.0.2",\n${place[1] ?? '    '}${text.slice(at)}`;
};

type Lock = { readonly packages?: Record<string, Record<string, unknown>> };

/** Edits package-lock.json and writes it as npm does. */
const editLock =
  (edit: (packages: Record<string, Record<string, unknown>>, source: MutationSource) => boolean) =>
  async (source: MutationSource): Promise<Mutation | null> => {
    const file = 'package-lock.json';
    const text = source.paths.includes(file) ? await source.read(file) : null;
    if (text === null) return null;
    const lock = JSON.parse(text) as Lock;
    if (lock.packages === undefined || !edit(lock.packages, source)) return null;
    return { edits: { [file]: `${JSON.stringify(lock, null, 2)}\n` }, file };
  };

const drawPackage = (
  packages: Record<string, Record<string, unknown>>,
  { random }: MutationSource,
): Record<string, unknown> | undefined =>
  draw(
    Object.entries(packages).filter(
      ([path, entry]) =>
        path.startsWith('node_modules/') &&
        typeof entry['resolved'] === 'string' &&
        typeof entry['integrity'] === 'string',
    ),
    random,
  )?.[1];

const anInstallScript = editLock((packages) => {
  const path = 'node_modules/telemetry-collector-client';
  packages[path] = {
    version: '1.0.2',
    resolved: 'https://registry.npmjs.org/telemetry-collector-client/-/telemetry-collector-client-1.0.2.tgz',
    integrity: `sha512-${'Q'.repeat(86)}==`,
    hasInstallScript: true,
  };
  return true;
});

const anotherRegistry = editLock((packages, source) => {
  const entry = drawPackage(packages, source);
  if (entry === undefined) return false;
  entry['resolved'] = String(entry['resolved']).replace(/^https:\/\/[^/]+/, 'https://packages.example.net');
  return true;
});

const noIntegrity = editLock((packages, source) => {
  const entry = drawPackage(packages, source);
  if (entry === undefined) return false;
  delete entry['integrity'];
  return true;
});

const unlistedImport = mutateOneFile(isProductPath, (file, { random }) => {
  if (parseFile(file) === null || !/^import /m.test(file.text)) return null;
  const name = `tiny-queue-${Math.floor(random() * 1000)}`;
  return withLine(file.text, `import { createQueue } from '${name}';\nvoid createQueue;`);
});

const commentWith = (comment: string) =>
  mutateOneFile(isProductPath, ({ path, text }, { random }) => {
    if (parseFile({ path, text }) === null) return null;
    const ends = [...text.matchAll(/;\n/g)].map(({ index }) => index + 1);
    const at = draw(ends, random);
    return at === undefined ? null : `${text.slice(0, at)} ${comment}${text.slice(at)}`;
  });

/** Faults in what a change brings in: keys, packages, characters that hide. */
export const supplyOperators: readonly Operator[] = [
  ...Object.keys(keyMakers).map(leakKey),
  {
    id: 'lookalike-package',
    what: 'a dependency whose name is nearly that of a well-known one',
    guardrails: ['dependencies'],
    codes: ['dependencies/lookalike'],
    apply: addLookalike,
  },
  {
    id: 'install-script',
    what: 'the lockfile gains a package that runs a script when it is installed',
    guardrails: ['dependencies'],
    codes: ['dependencies/install-script'],
    apply: anInstallScript,
  },
  {
    id: 'registry-changed',
    what: 'a package comes from another host',
    guardrails: ['dependencies'],
    codes: ['dependencies/registry-changed'],
    apply: anotherRegistry,
  },
  {
    id: 'integrity-lost',
    what: 'a package of the lockfile loses its hash',
    guardrails: ['dependencies'],
    codes: ['dependencies/no-integrity', 'dependencies/integrity-changed'],
    apply: noIntegrity,
  },
  {
    id: 'unlisted-import',
    what: 'an import of a package that no manifest names',
    guardrails: ['dependencies'],
    codes: ['dependencies/unlisted'],
    apply: unlistedImport,
  },
  {
    id: 'bidi-control',
    what: 'a control that turns the direction of the text stands in a comment',
    guardrails: ['scope'],
    codes: ['scope/bidi-control'],
    apply: commentWith('/* \u202e allowed \u2066 */'),
  },
];
