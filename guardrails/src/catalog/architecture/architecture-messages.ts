import { dataText } from '../../data-text.ts';
import type { FindingData } from '../../guardrail.ts';

/** Code → what is wrong, where, why it matters and what to do about it. */
export const architectureMessages: { readonly [code: string]: (data: FindingData) => string } = {
  'architecture/new-violation': ({ rule, comment, from, to }) =>
    `\`${string(from)}\` now depends on \`${string(to)}\`, which the rule \`${string(rule)}\` forbids. ${string(comment)} Reach it the way its neighbours do, or move the code to where it may stand; if the rule is wrong, change it on base.`.replace(
      /\.? {2}/u,
      '. ',
    ),
  'architecture/new-cycle': ({ path, rule }) =>
    `This import closes a cycle (rule \`${string(rule)}\`): ${list(path).join(' → ')}. None of these can be understood, tested or moved without the others, and what loads first sees the others half made. Take the import out: move what both sides need below them, or pass it in as an argument.`,
  'architecture/unresolvable': ({ from, to, wasThere }) =>
    `\`${string(from)}\` imports \`${string(to)}\`, and there is no such module${wasThere === true ? ' any more: this change takes it away' : ''}. It fails as soon as it is loaded. Correct the path, or add the file to the change.`,
  'architecture/impure-layer': ({ file, name }) =>
    `\`${string(file)}\` belongs to a layer that decides from its input alone (\`architecture.pure\`) and now names \`${string(name)}\`: the same input no longer gives the same answer, and no test or replay can hold it still. Take what it gives as an argument from the edge.`,
  'architecture/orphaned-module': ({ file, importers, isTested }) =>
    `Nothing imports \`${string(file)}\`${isTested === true ? ' but tests' : ''}${list(importers).length > 0 ? ` any more (it was imported by ${list(importers).join(', ')})` : ''}. Code that nobody reaches is read, mended and upgraded for nothing. Delete it with the change, or connect it.`,
  'architecture/new-package-dependency': ({ from, to, specifier }) =>
    `The package \`${string(from)}\` imports \`${string(to)}\` for the first time (\`${string(specifier)}\`). From now on they are built, tested and released together. Is that arrow meant?`,
  'architecture/surface-grew': (data) =>
    `\`${string(data['package'])}\` exports ${dataText(data, 'names')} in addition. Whatever uses a name holds it in place: export only what is meant to be used from outside.`,
  'architecture/surface-shrank': (data) =>
    `\`${string(data['package'])}\` no longer exports ${dataText(data, 'names')}. Whoever imports one of these fails with the next update. Keep the name (deprecated), or release the package as a breaking change.`,
  'architecture/duplicated-code': (data) =>
    `These ${dataText(data, 'lines')} lines stand already in ${dataText(data, 'of')}, names apart. A fault that is mended in one place stays in the other. Use what is there, or move it to where both can reach it.`,
  'architecture/reach': (data) =>
    `This change can affect ${dataText(data, 'modules')} of ${dataText(data, 'of')} modules by imports, in: ${dataText(data, 'packages')}.`,
};

const string = (value: FindingData[string] | undefined): string => (typeof value === 'string' ? value : '');

const list = (value: FindingData[string] | undefined): readonly string[] =>
  Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
