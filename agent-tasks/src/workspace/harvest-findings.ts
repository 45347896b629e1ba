import { createFinding } from '@interlock-dev/guardrails';
import type { FindingData, Json, Level } from '@interlock-dev/guardrails';
import type { ReportedFinding } from '@interlock-dev/guardrails';

/** What a harvest can find. */
export type HarvestCode =
  | 'harvest/nested-git'
  | 'harvest/special-file'
  | 'harvest/hidden-by-new-ignore'
  | 'harvest/file-too-large'
  | 'harvest/unreadable'
  | 'harvest/submodule-content';

type Wording = { readonly level: Level; readonly message: (file: string, data: FindingData) => string };

const show = (value: Json | undefined): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** Level and text of each code, in one place; `harvest.md` documents them. */
export const harvestWordings: Readonly<Record<HarvestCode, Wording>> = {
  'harvest/nested-git': {
    level: 'error',
    message: (file) =>
      `${file} is git's own data inside the work. It was left out and the files beside it were taken as plain files, because git would run what its configuration names. Delete it.`,
  },
  'harvest/special-file': {
    level: 'warning',
    message: (file, { kind }) =>
      `${file} is a ${show(kind)}, which git cannot hold, and was left out. Delete it, or put it outside the workspace.`,
  },
  'harvest/hidden-by-new-ignore': {
    level: 'error',
    message: (file, { count }) =>
      `${file}${Number(count) > 1 ? ` and ${Number(count) - 1} more files are` : ' is'} hidden only by an ignore rule that this change adds. Ignore rules come from the base commit, so the work was taken with it. Delete what is not part of the work, or take the rule back.`,
  },
  'harvest/file-too-large': {
    level: 'error',
    message: (file, { bytes, limit }) =>
      `${file} has ${show(bytes)} bytes and was left out: ${show(limit)} is the most that a change may bring, because history keeps it forever. Delete it, or make it smaller.`,
  },
  'harvest/unreadable': {
    level: 'error',
    message: (file, { error }) =>
      `${file} could not be read (${show(error)}) and was left out. Delete it, or give it a shorter path.`,
  },
  'harvest/submodule-content': {
    level: 'warning',
    message: (file) =>
      `${file} is a submodule, which stays at the commit that it has at base; files that were written into it were left out.`,
  },
};

/** A finding of a harvest with its text and fingerprint. Pure. */
export const harvestFinding = (code: HarvestCode, file: string, data: FindingData = {}): ReportedFinding => {
  const { level, message } = harvestWordings[code];
  const finding = createFinding({ code, level, file, data, identity: '' });
  return { ...finding, message: message(file, data) };
};
