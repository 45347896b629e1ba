import { configurationOperators } from './configuration-operators.ts';
import { escapeOperators } from './escape-operators.ts';
import type { Operator } from './operator.ts';
import { productOperators } from './product-operators.ts';
import { supplyOperators } from './supply-operators.ts';
import { switchOperators, weakenOperators } from './test-operators.ts';

/** All operators, in the order of a report. */
export const operators: readonly Operator[] = [
  ...switchOperators,
  ...weakenOperators,
  ...productOperators,
  ...escapeOperators,
  ...configurationOperators,
  ...supplyOperators,
];
