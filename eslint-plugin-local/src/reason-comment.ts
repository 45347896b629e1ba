import type { TSESLint, TSESTree } from '@typescript-eslint/utils';

/**
 * Whether a comment inside `node`, or directly before it, says in words why it does what it does. Directives and to-do notes
 * give no reason.
 */
export const hasReason = (
  sourceCode: Readonly<TSESLint.SourceCode>,
  node: TSESTree.Node,
  options: { readonly allowReason?: boolean; readonly minimumReasonWords?: number; readonly before?: boolean },
): boolean =>
  options.allowReason !== false &&
  reasonWords(options.before === true ? sourceCode.getCommentsBefore(node) : sourceCode.getCommentsInside(node)) >=
    (options.minimumReasonWords ?? 3);

// Neighbouring `//` lines are one sentence, so their words count together.
const reasonWords = (comments: readonly TSESTree.Comment[]): number =>
  comments
    .filter(({ value }) => !/^\s*\*?\s*(?:eslint|@ts-|prettier-|c8 |v8 |istanbul |todo|fixme|xxx|hack)/iu.test(value))
    .flatMap(({ value }) => value.match(/\p{L}[\p{L}'’-]*/gu) ?? []).length;
