import { strictFamily, stricterOn, weakerOn } from './compiler-options.ts';
import type { OptionDifference, TypesEvidence } from './types-evidence.ts';
import { someOf, type Weakening } from './weakening.ts';

/** Where TypeScript finds less at head than at base. Pure. */
export const compareTypes = ({ options, uncovered }: TypesEvidence): readonly Weakening[] => {
  const weaker = options.filter(isWeaker);
  return [
    ...weaker.filter((each) => !isToldByStrict(each, weaker)).map(describe),
    ...uncovered.map(({ at, files }): Weakening => ({
      code: 'policy/types-weakened',
      ...{ file: at.file, line: at.line, what: 'the files that are type-checked' },
      ...{ before: `covers ${someOf(files)}`, after: 'no tsconfig covers them' },
    })),
  ];
};

const isWeaker = ({ option, base, head }: OptionDifference): boolean =>
  option === 'strict' || stricterOn.includes(option)
    ? base.value === true && head.value === false
    : weakerOn.includes(option) && base.value === false && head.value === true;

/** `strict` lost says it for its whole family, but for members that are set by themselves. */
const isToldByStrict = ({ option, project, head, base }: OptionDifference, all: readonly OptionDifference[]): boolean =>
  (strictFamily as readonly string[]).includes(option) &&
  all.some((other) => {
    if (other.option !== 'strict' || other.project !== project) return false;
    return (
      head.at === null ||
      (head.at.line === other.head.at?.line && head.at.file === other.head.at.file) ||
      base.at === null
    );
  });

const describe = ({ option, project, base, head }: OptionDifference): Weakening => {
  // A line that is gone is shown where it stood.
  const at = head.at ?? base.at ?? { file: project, line: 1 };
  return {
    code: 'policy/types-weakened',
    ...{ file: at.file, line: at.line, what: `\`${option}\` of ${project}` },
    ...{ before: String(base.value), after: head.at === null ? 'not set' : String(head.value) },
  };
};
