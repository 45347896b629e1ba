import { changedLines, type ChangedFile } from '../../change/change.ts';
import { dataText } from '../../data-text.ts';
import { createFinding, type Finding, type Guardrail, type NotChecked } from '../../guardrail.ts';
import type { BriefTerms } from '../../policy/brief-terms.ts';
import { matchGlobs } from '../../policy/match-globs.ts';
import type { Policy } from '../../policy/policy.ts';
import { assessHazards } from './assess-hazards.ts';
import { findFileHazards } from './file-hazards.ts';
import { hazardMessages } from './hazard-messages.ts';
import { linkEscapes } from './link-escapes.ts';
import { findPathHazards } from './path-hazards.ts';
import type { ScopeEvidence, ScopeFile } from './scope-evidence.ts';
import { findTextHazards } from './text-hazards.ts';

/** Did the change stay within what its brief lets it write, and within the repository? */
export const scope: Guardrail<ScopeEvidence> = {
  id: 'scope',
  version: 3,
  collect: async ({ base, head, change }) => {
    const entries = await head.list();
    const links = entries.filter(({ mode }) => mode === '120000').map(({ path }) => path);
    const paths = entries.map(({ path }) => path);
    const hazards = [
      ...findPathHazards(change.files, paths),
      ...change.files.flatMap(findTextHazards),
      ...(await findFileHazards({ base, head, change })),
    ];
    return { evidence: { files: change.files.map(describeFile), links, hazards } };
  },
  assess: (evidence, { brief }) => [
    ...(brief === null ? [] : assessPaths(evidence, brief)),
    ...evidence.files.flatMap((file) => assessSubmodule(file, brief)),
    ...assessLinks(evidence),
    ...assessSize(evidence, brief),
    ...assessHazards(evidence.hazards, brief),
  ],
  notChecked: (evidence, policy) => [...uncheckedSubmodules(evidence), ...uncheckedSize(evidence, policy)],
  messages: {
    'scope/outside': (data) =>
      `${dataText(data, 'path')} is outside what the task may write (${dataText(data, 'write')}): another task may be at work there. Undo this file, or ask for a wider scope.`,
    'scope/forbidden': (data) =>
      `${dataText(data, 'path')} is forbidden to this task (${dataText(data, 'glob')}). Undo this file, and reach the goal without it.`,
    'scope/diff-too-large': (data) =>
      `The change adds and removes ${dataText(data, 'lines')} lines, and its brief allows ${dataText(data, 'limit')}: nobody can review it well. Leave out what the task does not need.`,
    'scope/symlink-escapes': (data) =>
      `The symlink ${dataText(data, 'path')} → ${dataText(data, 'target')} can lead out of the repository: whoever reads or writes through it touches files of the machine. Link to a file of the repository, or remove it.`,
    'scope/submodule-changed': (data) =>
      `${dataText(data, 'path')} is a submodule that now points elsewhere: its content is not part of the diff and nothing here looked at it. Undo it, unless a person agreed to that commit.`,
    ...hazardMessages,
  },
};

const describeFile = (file: ChangedFile): ScopeFile => ({
  status: file.status,
  path: file.path,
  basePath: file.basePath ?? null,
  baseMode: file.baseMode,
  headMode: file.headMode,
  addedLines: changedLines(file).size,
  removedLines: file.hunks.reduce((sum, hunk) => sum + hunk.baseCount, 0),
  isBinary: file.isBinary,
  linkTarget: file.headMode === '120000' ? linkTarget(file) : null,
});

/** A symlink's content is its target; it always shows as added lines where it is new or differs. */
const linkTarget = (file: ChangedFile): string => file.hunks.flatMap((hunk) => hunk.added).join('\n');

/** A rename takes a file away from one place and puts it in another: both are written. */
const writtenPaths = ({ status, path, basePath }: ScopeFile): readonly string[] =>
  status === 'renamed' && basePath !== null ? [basePath, path] : [path];

const assessPaths = ({ files }: ScopeEvidence, { scope: { write, forbid } }: BriefTerms): readonly Finding[] => {
  const forbidden = forbid.map((glob) => ({ glob, covers: matchGlobs([glob]) }));
  const isWritable = matchGlobs(write);
  return files.flatMap(writtenPaths).flatMap((path) => {
    const glob = forbidden.find(({ covers }) => covers(path))?.glob;
    if (glob !== undefined)
      return [createFinding({ code: 'scope/forbidden', level: 'error', file: path, data: { path, glob } })];
    if (isWritable(path)) return [];
    return [createFinding({ code: 'scope/outside', level: 'error', file: path, data: { path, write } })];
  });
};

const isSubmodule = ({ baseMode, headMode }: ScopeFile): boolean => baseMode === '160000' || headMode === '160000';

const assessSubmodule = (file: ScopeFile, brief: BriefTerms | null): readonly Finding[] => {
  if (!isSubmodule(file)) return [];
  const { path } = file;
  const isAgreed = brief === null || brief.scope.write.includes(path);
  const level = isAgreed ? 'warning' : 'error';
  return [createFinding({ code: 'scope/submodule-changed', level, file: path, data: { path } })];
};

const assessLinks = ({ files, links }: ScopeEvidence): readonly Finding[] => {
  const all = new Set(links);
  return files.flatMap(({ path, linkTarget: target }) =>
    target !== null && target !== '' && linkEscapes(path, target, all)
      ? [createFinding({ code: 'scope/symlink-escapes', level: 'error', file: path, line: 1, data: { path, target } })]
      : [],
  );
};

const assessSize = ({ files }: ScopeEvidence, brief: BriefTerms | null): readonly Finding[] => {
  const limit = brief?.diffLines ?? null;
  const lines = files.reduce((sum, file) => sum + file.addedLines + file.removedLines, 0);
  if (brief === null || limit === null || lines <= limit) return [];
  const identity = { task: brief.task, limit };
  return [createFinding({ code: 'scope/diff-too-large', level: 'error', data: { lines, limit }, identity })];
};

const uncheckedSubmodules = ({ files }: ScopeEvidence): readonly NotChecked[] =>
  files.filter(isSubmodule).map(({ path }) => ({
    what: path,
    why: 'It is a submodule: what the commit that it points to holds is not part of this change.',
  }));

const uncheckedSize = ({ files }: ScopeEvidence, { brief }: Policy): readonly NotChecked[] => {
  const binary = files.filter(({ isBinary }) => isBinary).map(({ path }) => path);
  if (brief?.diffLines == null || binary.length === 0) return [];
  return [{ what: binary.join(', '), why: 'Binary files have no lines that the limit of the brief could count.' }];
};
