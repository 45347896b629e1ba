import { contractReport } from '../../../../guardrails/src/catalog/contract/contract-report.ts';
import { parseText } from '../../../../guardrails/src/catalog/contract/document/parse-text.ts';
import type { ReportedFinding } from '../../../../guardrails/src/report/report.ts';
import { createTree } from '../../../../guardrails/src/tree/commit-tree.ts';
import { createGit } from '../../../../guardrails/src/tree/git.ts';
import type { Git } from '../../../../guardrails/src/tree/git.ts';
import type { Tree } from '../../../../guardrails/src/tree/tree.ts';
import { answerTasks } from '../../processes/answer-tasks.ts';
import { claimOf } from '../properties/metamorphic.ts';
import type { Fields } from '../witness/as-json-schema.ts';
import { checkWitness, typeboxValidate } from '../witness/check-witness.ts';
import { schemasafeFrom } from '../witness/schemasafe.ts';
import { readOthers } from '../../../../guardrails/src/catalog/contract/document/read-others.ts';
import type { RecordedFinding, Revision, RevisionRecord } from './revision.ts';

/** A process that compares revisions, one after the other, and has their witnesses checked by other validators. */

// A forked process gets no arguments.
const peers = process.env['INTERLOCK_BENCH_PEERS'];
const validators = [
  { name: 'typebox', validate: typeboxValidate },
  ...(peers === undefined || peers === '' ? [] : [{ name: 'schemasafe', validate: schemasafeFrom(peers) }]),
];

/** Reads files of a commit: the names of all of them once, then one long-lived git for the contents. */
const openVersion = (git: Git, commit: string): Pick<Tree, 'readText'> =>
  createTree({ git, commit, tree: `${commit}^{tree}`, checkoutRoot: '/nowhere', dependencies: null });

const checkRevision = async ({ repository, clone, commit, path }: Revision): Promise<RevisionRecord> => {
  const git = createGit({ cwd: clone });
  const sides = { base: openVersion(git, `${commit}^`), head: openVersion(git, commit) };
  const common = { repository, commit, path, bytes: 0, milliseconds: 0, findings: [] };
  const [base, head] = await Promise.all([sides.base.readText(path), sides.head.readText(path)]);
  if (base === null || head === null) return { ...common, state: 'cannot-check', reason: 'one side has no such file' };
  const others = {
    base: await readOthers({ path, text: base }, sides.base.readText),
    head: await readOthers({ path, text: head }, sides.head.readText),
  };
  const start = performance.now();
  try {
    const report = contractReport({
      base: { path, text: base, others: others.base },
      head: { path, text: head, others: others.head },
    });
    const milliseconds = Math.round(performance.now() - start);
    const [guardrail] = report.guardrails;
    const state = guardrail?.verdict === 'cannot-check' ? 'cannot-check' : 'compared';
    const isOneFile = Object.keys(others.head).length === 0;
    const documents = isOneFile ? { base: parse(base), head: parse(head) } : null;
    const findings = (guardrail?.findings ?? []).map((finding) => recordFinding(finding, documents));
    return { ...common, state, reason: guardrail?.reason ?? null, milliseconds, bytes: head.length, findings };
  } catch (error) {
    const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return {
      ...common,
      state: 'fault',
      reason,
      milliseconds: Math.round(performance.now() - start),
      bytes: head.length,
    };
  }
};

type Documents = { readonly base: Fields; readonly head: Fields };

const recordFinding = (finding: ReportedFinding, documents: Documents | null): RecordedFinding => {
  const { code, level, message, data } = finding;
  const operations = data['operations'];
  return {
    code,
    level,
    message: message.slice(0, 1500),
    grade: typeof data['grade'] === 'string' ? data['grade'] : null,
    isSchema: data['isSchema'] === true || isSchemaCode(code),
    where: text(data['where']),
    subject: text(data['subject']),
    operation: Array.isArray(operations) ? text((operations as readonly unknown[])[0]) : '',
    witness: data['witness'] ?? null,
    checks: checksOf(finding, documents),
  };
};

const text = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value ?? null));

/** What is compared as a schema and not as an operation, a parameter or a header as such. */
const isSchemaCode = (code: string): boolean =>
  /property|enum|type-|narrowed|widened|required-input|nullable|pattern|format|range|alternative|discriminator|constraint/.test(
    code,
  );

const checksOf = (finding: ReportedFinding, documents: Documents | null): readonly string[] => {
  const claim = claimOf(finding);
  if (claim === null) return [];
  if (documents === null) return ['unchecked: the document has several files'];
  return validators.map(({ name, validate }) => {
    const checked = checkWitness({ ...claim, ...documents }, validate);
    return checked.outcome === 'holds' ? `${name} holds` : `${name} ${checked.outcome}: ${checked.why}`;
  });
};

const parse = (source: string): Fields => {
  const parsed = parseText(source);
  return 'value' in parsed ? (parsed.value as Fields) : {};
};

answerTasks(checkRevision);
