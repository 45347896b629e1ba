import { createFinding, type Finding, type Level } from '../../guardrail.ts';
import type { BriefTerms } from '../../policy/brief-terms.ts';
import type { Hazard, HazardKind } from './scope-evidence.ts';

/** Judges hazards: what nobody does in good faith blocks, the rest informs, and a task has to answer for more. Pure. */
export const assessHazards = (hazards: readonly Hazard[], brief: BriefTerms | null): readonly Finding[] =>
  hazards.map((hazard) => {
    const { kind, path, line, detail } = hazard;
    const level = levels[kind](hazard, brief !== null);
    const place = { file: path, ...(line !== null && { line }) };
    // How large it is says nothing of which file it is.
    const identity = kind === 'huge-file' ? { path } : { path, ...detail };
    return createFinding({ code: `scope/${kind}`, level, ...place, data: { path, ...detail }, identity });
  });

type Judge = (hazard: Hazard, hasBrief: boolean) => Level;

const ifCertain =
  (certain: Level, other: Level): Judge =>
  ({ isCertain }) =>
    isCertain ? certain : other;
const byBrief =
  (without: Level, withBrief: Level): Judge =>
  (_, hasBrief) =>
    hasBrief ? withBrief : without;

const levels: { readonly [kind in HazardKind]: Judge } = {
  'case-collision': ifCertain('error', 'warning'),
  'case-only-rename': byBrief('note', 'note'),
  'windows-name': byBrief('warning', 'warning'),
  'confusable-path': byBrief('warning', 'error'),
  'bidi-control': ifCertain('error', 'warning'),
  'invisible-character': ifCertain('error', 'warning'),
  'confusable-identifier': byBrief('warning', 'error'),
  'conflict-marker': ifCertain('error', 'error'),
  'generated-edited': byBrief('note', 'warning'),
  'huge-file': byBrief('note', 'warning'),
  'binary-code': byBrief('note', 'warning'),
  'mode-changed': byBrief('note', 'warning'),
};
