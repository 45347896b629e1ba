/** What `strict` switches on (TypeScript 5.9, `strict` in the TSConfig reference). */
export const strictFamily = [
  ...['noImplicitAny', 'strictNullChecks', 'strictFunctionTypes', 'strictBindCallApply'],
  ...['strictPropertyInitialization', 'noImplicitThis', 'useUnknownInCatchVariables', 'alwaysStrict'],
  'strictBuiltinIteratorReturn',
] as const;

/** Options that find more when they are on. */
export const stricterOn: readonly string[] = [
  ...strictFamily,
  ...['noUncheckedIndexedAccess', 'exactOptionalPropertyTypes', 'noImplicitReturns', 'noFallthroughCasesInSwitch'],
  ...['noImplicitOverride', 'noPropertyAccessFromIndexSignature', 'noUnusedLocals', 'noUnusedParameters', 'checkJs'],
];

/** Options that find less when they are on. */
export const weakerOn: readonly string[] = ['skipLibCheck', 'noCheck', 'allowUnreachableCode', 'allowUnusedLabels'];
