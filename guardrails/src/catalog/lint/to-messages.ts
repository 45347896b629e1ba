import type { Linter } from 'eslint';
import type { LintMessage } from './lint-evidence.ts';

/** ESLint's messages on a text in the form of evidence, without what only says that the file was not linted. Pure. */
export const toMessages = (messages: readonly Linter.LintMessage[], text: string): readonly LintMessage[] => {
  const lines = text.split(/\r\n|[\n\r\u2028\u2029]/u);
  return messages
    .filter(({ ruleId, severity, message }) => ruleId !== null || severity === 2 || !notLinted.test(message))
    .map((message) => toMessage(message, lines));
};

const notLinted = /^(?:File ignored|No matching configuration)/u;

const toMessage = (message: Linter.LintMessage, lines: readonly string[]): LintMessage => {
  const fatal = message.fatal === true;
  const line = message.line || 1;
  return {
    rule: message.ruleId ?? (fatal ? '' : 'unused-directive'),
    severity: message.severity === 2 ? 2 : 1,
    fatal,
    message: message.message,
    line,
    ...(message.endLine === undefined || message.endLine === line ? {} : { endLine: message.endLine }),
    text: (lines[line - 1] ?? '').replace(/\s+/gu, ' ').trim().slice(0, 300),
  };
};
