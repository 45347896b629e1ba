import { readFile } from 'node:fs/promises';
import Type from 'typebox';
import { Compile } from 'typebox/schema';
import { ConfigurationError } from '../errors.ts';
import type { NotChecked } from '../guardrail.ts';
import { briefTerms } from '../policy/brief-terms.ts';
import { configuration } from '../policy/configuration.ts';
import { exemptionsDocument } from '../policy/exemptions.ts';
import { explainInvalid } from '../policy/explain-invalid.ts';
import type { Policy } from '../policy/policy.ts';
import type { Outcome } from './collect-evidence.ts';
import type { Contents } from './read-contents.ts';

const notChecked = Type.Object({ what: Type.String(), why: Type.String() });

/** `interlock.evidence/1`: all that a verdict rests on, so that it can be reached again without the repository. */
export const evidenceDocument = Type.Object({
  schema: Type.Literal('interlock.evidence/1'),
  base: Type.String(),
  head: Type.String(),
  mergeBase: Type.String(),
  today: Type.String(),
  policy: Type.Object({
    configuration,
    exemptions: exemptionsDocument.properties.exemptions,
    brief: Type.Union([briefTerms, Type.Null()]),
  }),
  uncovered: Type.Array(notChecked),
  contents: Type.Optional(Type.Record(Type.String(), Type.String())),
  guardrails: Type.Array(
    Type.Object({
      id: Type.String(),
      version: Type.Number(),
      durationMs: Type.Number(),
      cached: Type.Boolean(),
      collected: Type.Union([Type.Object({ evidence: Type.Unknown() }), Type.Object({ cannotCheck: Type.String() })]),
    }),
  ),
});

/** See {@link evidenceDocument}. */
export type EvidenceFile = {
  readonly schema: 'interlock.evidence/1';
  readonly base: string;
  readonly head: string;
  readonly mergeBase: string;
  readonly today: string;
  readonly policy: Policy;
  /** What the check left unchecked by its own set-up. */
  readonly uncovered: readonly NotChecked[];
  /** Hashes of what stands at the places of findings, by place. */
  readonly contents?: Contents;
  readonly guardrails: readonly Outcome[];
};

const validator = Compile(evidenceDocument);

/**
 * Reads an `evidence.json`.
 * @throws ConfigurationError there is none, it is not JSON, or not `interlock.evidence/1`
 */
export const readEvidenceFile = async (file: string): Promise<EvidenceFile> => {
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new ConfigurationError(`${file} cannot be read: give the evidence.json that a check with --out wrote.`, {
      cause,
    });
  });
  const document = parseEvidence(text, file);
  if (!validator.Check(document))
    throw new ConfigurationError(
      `${file} is not interlock.evidence/1: ${explainInvalid(evidenceDocument, document) ?? ''} Give the evidence.json of a check.`,
    );
  return document;
};

const parseEvidence = (text: string, file: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new ConfigurationError(`${file} is not JSON: give the evidence.json that a check with --out wrote.`, {
      cause,
    });
  }
};
