import { createFinding, type Finding, type Guardrail, type Level } from '../../guardrail.ts';
import type { BriefTerms } from '../../policy/brief-terms.ts';
import { matchGlobs } from '../../policy/match-globs.ts';
import { collectDependencies } from './collect-dependencies.ts';
import type { DependenciesEvidence, Observation, ObservationKind } from './dependencies-evidence.ts';
import { dependenciesMessages } from './dependencies-messages.ts';

/** Does the change depend on something else than before, and does what it says of it hold together? */
export const dependencies: Guardrail<DependenciesEvidence> = {
  id: 'dependencies',
  version: 4,
  collect: async (context) => ({ evidence: await collectDependencies(context) }),
  assess: ({ observations }, { configuration, brief }) => {
    const isIgnored = matchGlobs(configuration.dependencies.ignore);
    return observations.flatMap((one) => (one.name !== '' && isIgnored(one.name) ? [] : assessOne(one, brief)));
  },
  notChecked: ({ unread }) => unread,
  messages: dependenciesMessages,
};

/** Packages that have to build or fetch their own binary, and are known for it. */
const knownBuilders =
  /^(?:@?esbuild|fsevents|sharp|canvas|better-sqlite3|bcrypt|node-gyp|@swc\/core|@parcel\/watcher|protobufjs|core-js(?:-pure)?|cypress|playwright|puppeteer|electron|husky|msw|nx|unrs-resolver|workerd|sqlite3|argon2|re2|node-sass|@biomejs\/biome|@prisma\/(?:client|engines)|prisma)$/;

const assessOne = (one: Observation, brief: BriefTerms | null): readonly Finding[] => {
  const { kind, path, line, name, detail } = one;
  const level = levels[kind](one, brief);
  if (level === null) return [];
  const data = { name, path, ...detail };
  const place = { file: path, ...(line !== null && { line }) };
  return [
    createFinding({ code: `dependencies/${kind}`, level, ...place, data, identity: { name, ...stable(detail) } }),
  ];
};

/** An exemption is for this package from this place, whatever the version beside it. */
const stable = (detail: Observation['detail']): Observation['detail'] =>
  Object.fromEntries(Object.entries(detail).filter(([what]) => what !== 'locked' && what !== 'from'));

type Judge = (one: Observation, brief: BriefTerms | null) => Level | null;

const always =
  (level: Level): Judge =>
  () =>
    level;
const byBrief =
  (without: Level, withBrief: Level): Judge =>
  (_, brief) =>
    brief === null ? without : withBrief;
const ifCertain =
  (certain: Level, other: Level): Judge =>
  ({ isCertain }) =>
    isCertain ? certain : other;

const levels: { readonly [kind in ObservationKind]: Judge } = {
  added: ({ path }, brief) => (brief === null || namesManifest(brief, path) ? 'note' : 'error'),
  lookalike: ifCertain('error', 'warning'),
  'install-script': ({ name }) => (knownBuilders.test(name) ? 'note' : 'warning'),
  'script-allowed': byBrief('warning', 'error'),
  'no-integrity': ({ isCertain }, brief) => (isCertain || brief !== null ? 'error' : 'warning'),
  'integrity-changed': always('error'),
  'registry-changed': always('error'),
  'name-mismatch': always('error'),
  'insecure-source': always('error'),
  'unusual-source': byBrief('warning', 'error'),
  'outside-path': always('error'),
  downgraded: byBrief('note', 'warning'),
  'override-changed': byBrief('note', 'warning'),
  'lockfile-disagrees': ifCertain('error', 'warning'),
  'orphan-entry': always('warning'),
  'licence-denied': always('error'),
  advisory: ifCertain('error', 'warning'),
  unlisted: (one, brief) => (one.isCertain || brief !== null ? 'error' : 'warning'),
  unused: always('note'),
  unreadable: ifCertain('error', 'warning'),
};

/** A person agreed to new dependencies when the scope names the manifest, by its path or a glob that ends in its name. */
const namesManifest = ({ scope }: BriefTerms, path: string): boolean =>
  matchGlobs(scope.write.filter((glob) => glob.endsWith('package.json') || !glob.includes('**')))(path);
