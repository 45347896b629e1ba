import { dataText } from '../../data-text.ts';
import type { FindingData, Guardrail } from '../../guardrail.ts';

const path = (data: FindingData): string => dataText(data, 'path');

/** What each hazard says. */
export const hazardMessages: Guardrail<never>['messages'] = {
  'scope/case-collision': (data) =>
    `${path(data)} and ${dataText(data, 'other')} are one path on macOS and Windows: a checkout there has one of the two and shows the other as changed. Give one of them another name.`,
  'scope/case-only-rename': (data) =>
    `${dataText(data, 'from')} becomes ${path(data)}, which is the same path on macOS and Windows: existing checkouts there may keep the old spelling, and imports that work there fail on Linux.`,
  'scope/windows-name': (data) =>
    `${path(data)} cannot be checked out on Windows (${dataText(data, 'reason')}): the whole checkout stops there. Choose another name.`,
  'scope/confusable-path': (data) =>
    `${path(data)} mixes Latin letters with look-alikes of another alphabet: it reads as another path than it is. Write it in one alphabet.`,
  'scope/bidi-control': (data) =>
    `${path(data)} has ${dataText(data, 'character')}, which turns the direction of the text after it: what a reader sees is not what runs (CVE-2021-42574). Take it out, or write it as an escape (\\u202e).`,
  'scope/invisible-character': (data) =>
    `${path(data)} has ${dataText(data, 'character')}, which nobody sees: names that look the same differ by it, and text can be hidden in it. Take it out, or write it as an escape.`,
  'scope/confusable-identifier': (data) =>
    `${path(data)} has a word in which ${dataText(data, 'character')} only looks like a Latin letter: it is another name than it seems. Type the word again.`,
  'scope/conflict-marker': (data) =>
    `${path(data)} holds the marks of a merge conflict that nobody settled: it is no code. Settle it, and take the marks out.`,
  'scope/generated-edited': (data) =>
    `${path(data)} is generated, and nothing that it could be generated from changed: the next generation takes this edit away. Change its source and generate it again.`,
  'scope/huge-file': (data) =>
    `${path(data)} brings ${dataText(data, 'size')}: nobody reads that, every clone carries it for ever. Leave it out, or keep it in a store for large files.`,
  'scope/binary-code': (data) =>
    `${path(data)} is machine code: no diff shows what it does and no guardrail looked inside. Build it from source where it is needed.`,
  'scope/mode-changed': (data) =>
    `${path(data)} becomes executable and begins with no \`#!\` line: the mode does nothing but surprise. Set it back with chmod 644.`,
};
