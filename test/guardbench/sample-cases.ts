import type { NamedClass } from './load-classes.ts';

/** Guardrails that start a linter, a compiler or a test runner for each case. */
const starting = ['lint', 'types', 'tests'];

/**
 * The classes as a quick run takes them: of a class whose guardrails start tools, every second fault and every second clean
 * neighbour; of the others all cases. Pure.
 */
export const sampleCases = (classes: readonly NamedClass[]): readonly NamedClass[] =>
  classes.map((one) =>
    one.guardrails.some((id) => starting.includes(id))
      ? { ...one, cases: [...everySecond(one, false), ...everySecond(one, true)] }
      : one,
  );

const everySecond = ({ cases }: NamedClass, isClean: boolean): NamedClass['cases'] =>
  cases.filter((one) => (one.expect.length === 0) === isClean).filter((_, index) => index % 2 === 0);
