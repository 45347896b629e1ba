import { codeOperators } from './code-operators.ts';
import { configurationOperators } from './configuration-operators.ts';
import { escapeOperators } from './escape-operators.ts';
import { lockOperators } from './lock-operators.ts';
import { matcherOperators } from './matcher-operators.ts';
import type { Operator } from './operator.ts';
import { placeOperators } from './place-operators.ts';
import { productOperators } from './product-operators.ts';
import { suiteOperators } from './suite-operators.ts';
import { supplyOperators } from './supply-operators.ts';
import { switchOperators, weakenOperators } from './test-operators.ts';

/** All operators, in the order of a report. */
export const operators: readonly Operator[] = [
  ...switchOperators,
  ...suiteOperators,
  ...weakenOperators,
  ...matcherOperators,
  ...productOperators,
  ...codeOperators,
  ...escapeOperators,
  ...configurationOperators,
  ...supplyOperators,
  ...lockOperators,
  ...placeOperators,
];
