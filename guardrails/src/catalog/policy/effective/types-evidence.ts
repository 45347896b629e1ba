import type { Place } from './static-value.ts';

/** An option on one side: its value and where it is set; null where the text does not tell. */
export type OptionSide = { readonly value: boolean | null; readonly at: Place | null };

/** An option of the compiler that has not the same meaning on both sides. */
export type OptionDifference = {
  readonly option: string;
  /** The `tsconfig.json` that is in force at head. */
  readonly project: string;
  readonly base: OptionSide;
  readonly head: OptionSide;
};

/** How head's TypeScript projects differ from base's. */
export type TypesEvidence = {
  readonly options: readonly OptionDifference[];
  /** Sources of both sides that a project of base covers and none of head does, by the project that lost them. */
  readonly uncovered: readonly { readonly at: Place; readonly files: readonly string[] }[];
  /** Installed packages that are extended and were not read. */
  readonly unread: readonly string[];
};
