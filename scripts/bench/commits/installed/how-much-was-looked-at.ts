import type { EvidenceFile } from '../../../../guardrails/src/check/evidence-file.ts';
import type { LintEvidence } from '../../../../guardrails/src/catalog/lint/lint-evidence.ts';
import type { TestsEvidence } from '../../../../guardrails/src/catalog/tests/tests-evidence.ts';
import type { TypesEvidence } from '../../../../guardrails/src/catalog/types/types-evidence.ts';

/** Files linted, files compiled, or tests run on head, by what evidence says; 0 where there is none. Pure. */
export const howMuchWasLookedAt = ({ guardrails }: EvidenceFile): number => {
  const [outcome] = guardrails;
  if (outcome === undefined || !('evidence' in outcome.collected)) return 0;
  const { evidence } = outcome.collected;
  switch (outcome.id) {
    case 'lint': {
      const { linter, files, unusable = [] } = evidence as LintEvidence;
      return linter === 'none' || unusable.length > 0 ? 0 : files.length;
    }
    case 'types':
      return sum(((evidence as TypesEvidence).compilation?.projects ?? []).map(({ checked }) => checked));
    case 'tests':
      return sum((evidence as TestsEvidence).projects.map(({ head }) => head.tests.length));
    default:
      return 0;
  }
};

const sum = (numbers: readonly number[]): number => numbers.reduce((all, number) => all + number, 0);
