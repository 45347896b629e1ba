import type { BenchParts } from './bench-parts.ts';

/** One line of a section's table. */
export type Row = {
  readonly what: string;
  readonly measured: string;
  /** What the issue allows. */
  readonly limit?: string;
  readonly isHeld?: boolean;
};

/** What one section measured. */
export type SectionResult = {
  readonly id: SectionId;
  readonly title: string;
  readonly rows: readonly Row[];
  /** All numbers behind the rows, for the JSON. */
  readonly data: unknown;
};

export const sectionIds = [
  'capacity',
  'stages',
  'open-loop',
  'overload',
  'batch',
  'kill',
  'slow-features',
  'memory',
] as const;
export type SectionId = (typeof sectionIds)[number];

/** Starts what it needs, measures, and stops it all. */
export type Section = (parts: BenchParts) => Promise<Omit<SectionResult, 'id'>>;
