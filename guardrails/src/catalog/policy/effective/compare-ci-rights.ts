import type { CiFacts, CiPermission } from './ci-facts.ts';
import type { Weakening } from './weakening.ts';

/** Where CI's token may do more than at base, foreign code gets it, or an action is no longer pinned. Pure. */
export const compareRights = (file: string, base: CiFacts | null, head: CiFacts): readonly Weakening[] => [
  ...(base === null ? [] : widened(file, base, head)),
  ...(base === null ? [] : foreignCode(file, base, head)),
  ...(base === null ? [] : unpinned(file, base, head)),
];

const ranks: Readonly<Record<string, number>> = { none: 0, read: 1, write: 2 };

const widened = (file: string, base: CiFacts, head: CiFacts): readonly Weakening[] => {
  // Base said nothing: saying something now is the narrower choice, unless it is everything.
  if (!base.saysPermissions) return [];
  if (!head.saysPermissions)
    return [
      {
        code: 'policy/ci-permissions-widened',
        ...{ file, line: base.permissions[0]?.line ?? 1, what: 'the permissions of its token' },
        ...{
          before: base.permissions.map(({ name, access }) => `${name}: ${access}`).join(', '),
          after: "the repository's setting",
        },
      },
    ];
  const strongest = new Map<string, number>();
  for (const { name, access } of base.permissions)
    strongest.set(name, Math.max(strongest.get(name) ?? 0, ranks[access] ?? 0));
  const limit = ({ name }: CiPermission): number => Math.max(strongest.get(name) ?? 0, strongest.get('all') ?? 0);
  return head.permissions
    .filter((permission) => permission.access === 'write' && limit(permission) < 2)
    .map((permission) => ({
      code: 'policy/ci-permissions-widened' as const,
      ...{ file, line: permission.line, what: `permission \`${permission.name}\`` },
      ...{ before: limit(permission) === 1 ? 'read' : 'none', after: permission.access },
    }));
};

const foreignCode = (file: string, base: CiFacts, head: CiFacts): readonly Weakening[] =>
  head.triggers
    .filter(({ event }) => event === 'pull_request_target' && !base.triggers.some((each) => each.event === event))
    .map(({ line }) => ({
      code: 'policy/ci-permissions-widened' as const,
      ...{ file, line, what: 'the events that start it' },
      before: 'pull requests of strangers run without secrets',
      after: 'pull_request_target runs with secrets',
    }));

const unpinned = (file: string, base: CiFacts, head: CiFacts): readonly Weakening[] => {
  const pinned = new Map(usesOf(base).map(({ uses }) => [uses.split('@')[0] ?? '', uses] as const));
  return usesOf(head).flatMap(({ uses, line }) => {
    const before = pinned.get(uses.split('@')[0] ?? '');
    return before !== undefined && isPinned(before) && !isPinned(uses)
      ? [
          {
            code: 'policy/ci-permissions-widened' as const,
            ...{ file, line, what: 'an action is no longer pinned to a commit' },
            ...{ before, after: uses, isMinor: true },
          },
        ]
      : [];
  });
};

const usesOf = ({ jobs }: CiFacts): readonly { readonly uses: string; readonly line: number }[] =>
  jobs.flatMap(({ steps }) => steps.flatMap(({ uses, line }) => (uses === null ? [] : [{ uses, line }])));

const isPinned = (uses: string): boolean => /@[0-9a-f]{40}$/u.test(uses);
