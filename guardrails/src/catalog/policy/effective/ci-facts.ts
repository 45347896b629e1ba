import type { Command } from './commands.ts';

/** One step of a CI job. */
export type CiStep = {
  /** An action without its version, or the step's name; empty where it has neither. */
  readonly name: string;
  /** `owner/action@version`; null for a command. */
  readonly uses: string | null;
  readonly commands: readonly Command[];
  readonly line: number;
  /** `continue-on-error`, `allow_failure`. */
  readonly mayFail: boolean;
  /** Its condition; null for none. */
  readonly condition: string | null;
};

/** One job of a CI file. */
export type CiJob = {
  readonly id: string;
  readonly line: number;
  readonly mayFail: boolean;
  readonly condition: string | null;
  readonly steps: readonly CiStep[];
};

/** When a CI file runs. */
export type CiTrigger = {
  readonly event: string;
  readonly line: number;
  /** Null: every branch. */
  readonly branches: readonly string[] | null;
  readonly ignoredBranches: readonly string[];
  /** Null: every path. */
  readonly paths: readonly string[] | null;
  readonly ignoredPaths: readonly string[];
};

/** A permission that a CI file's token has, such as `contents` → `write`. */
export type CiPermission = { readonly name: string; readonly access: string; readonly line: number };

/** What a CI file does. */
export type CiFacts = {
  readonly triggers: readonly CiTrigger[];
  readonly permissions: readonly CiPermission[];
  /** Whether it says anything of the token's permissions: what it does not say is the repository's setting. */
  readonly saysPermissions: boolean;
  readonly jobs: readonly CiJob[];
};
