import { contract, judgeContract } from '../../catalog/contract/contract.ts';
import type { ContractEvidence } from '../../catalog/contract/contract.ts';
import { judgementOf } from '../../catalog/contract/contract-level.ts';
import { checkWith } from '../../check/check-with.ts';
import { createChangelog } from '../../catalog/contract/changelog/changelog.ts';
import { formatChangelogHtml } from '../../catalog/contract/changelog/changelog-html.ts';
import { formatChangelogMarkdown } from '../../catalog/contract/changelog/changelog-markdown.ts';
import { ConfigurationError } from '../../errors.ts';
import type { BriefTerms } from '../../policy/brief-terms.ts';
import type { Guardrail } from '../../guardrail.ts';
import type { Policy } from '../../policy/policy.ts';
import type { Format } from '../../report/format-report.ts';
import type { Report } from '../../report/report.ts';
import { createProgress } from '../create-progress.ts';
import type { ExitCode } from '../run-command.ts';
import { writeReport } from '../write-report.ts';
import { compareContractFiles } from './compare-contract-files.ts';
import { openContractSides } from './open-contract-sides.ts';
import type { ContractRefs } from './open-contract-sides.ts';

/** Options of `interlock contract`, as commander gives them. */
export type ContractCommandOptions = {
  readonly format: Format;
  readonly api?: BriefTerms['api'];
  readonly compatibility?: 'backward' | 'forward' | 'full';
};

/** `interlock contract BASE HEAD`: compares two documents, or all contracts of a repository between two commits. */
export const contractCommand = async (
  names: { readonly base: string; readonly head: string },
  options: ContractCommandOptions,
  signal: AbortSignal,
): Promise<ExitCode> => {
  const sides = await openContractSides(names);
  const report =
    sides.kind === 'refs'
      ? await compareRefs(sides, options, signal)
      : await compareContractFiles(sides, {
          ...options,
          signal,
          announce: (text) => process.stderr.write(`${text}\n`),
        });
  signal.throwIfAborted();
  return writeContract(report, options.format, `${names.base} to ${names.head}`);
};

/** Markdown and HTML of a contract are changelogs; the other formats are those of any report. */
const writeContract = async (report: Report, format: Format, title: string): Promise<ExitCode> => {
  if (format !== 'markdown' && format !== 'html') return writeReport(report, { format, title });
  const write = format === 'markdown' ? formatChangelogMarkdown : formatChangelogHtml;
  process.stdout.write(write(createChangelog(report), title));
  return report.verdict === 'pass' ? 0 : 1;
};

const compareRefs = async (
  { repository, base, head }: ContractRefs,
  { api, compatibility }: ContractCommandOptions,
  signal: AbortSignal,
): Promise<Report> => {
  if (compatibility !== undefined)
    throw new ConfigurationError(
      '--compatibility is for two JSON Schema files: between commits, `contracts.events` in interlock.config.json says it for each file.',
    );
  const progress = createProgress(process.stderr);
  const brief = api === undefined ? null : briefOf(api);
  const request = { repository, base, head, only: ['contract'], brief, signal, onEvent: progress.onEvent };
  const report = await checkWith({ guardrails: [changelogGuardrail] }, request).finally(progress.end);
  // That the other guardrails were not asked is no news to whoever asked for contracts.
  return { ...report, notChecked: report.notChecked.filter(({ why }) => !why.startsWith('Not asked for')) };
};

/** The guardrail as it is, but that what is new is told as well: a changelog without it would be half of one. */
const changelogGuardrail = {
  ...contract,
  assess: (evidence: unknown, policy: Policy) =>
    judgeContract(evidence as ContractEvidence, { ...judgementOf(policy), tellAdditions: true }),
} as unknown as Guardrail<unknown>;

/** What `--api` says, as a brief that allows everything else. */
const briefOf = (api: BriefTerms['api']): BriefTerms => ({
  task: `--api ${api}`,
  scope: { write: ['**'], forbid: [] },
  api,
  tests: 'change',
  behaviour: 'change',
  diffLines: null,
});
