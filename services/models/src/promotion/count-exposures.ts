import { Type, type Static } from 'typebox';
import { Value } from 'typebox/value';
import type { ServingPointer } from '../registry/serving-pointer.ts';
import type { CanaryReport } from './canary-gate.ts';

/** What is read of an exposure; the contract is `services/ranking/exposure.schema.json`, a cross-package test compares. */
export const Exposure = Type.Object({
  at: Type.Integer(),
  listener: Type.String(),
  model: Type.Object({ name: Type.String(), version: Type.String() }),
  degradation: Type.String(),
  degradationCause: Type.Optional(Type.String()),
});

export type ExposureCount = {
  /** Takes one line of an exposure log; lines of other models, older ones and torn ones are left out. */
  readonly add: (line: string) => void;
  readonly report: () => CanaryReport;
};

export type CountOptions = { readonly model: string; readonly sinceMs: number };

/** Counts the answers and listeners of a canary and of the version that serves the others, from an exposure log. */
export const countExposures = (
  { full, canary }: ServingPointer & { readonly canary: NonNullable<ServingPointer['canary']> },
  { model, sinceMs }: CountOptions,
): ExposureCount => {
  const sides = new Map([canary.version, full].map((version) => [version, createSide()]));
  return {
    add: (line) => {
      const exposure = parseExposure(line);
      if (!exposure || exposure.model.name !== model || exposure.at < sinceMs) return;
      sides.get(exposure.model.version)?.add(exposure);
    },
    report: () => ({
      ...canary,
      canary: (sides.get(canary.version) ?? createSide()).read(),
      full: (sides.get(full) ?? createSide()).read(),
    }),
  };
};

const createSide = () => {
  const counts = { answers: 0, degraded: 0, failed: 0 };
  const listeners = new Set<string>();
  return {
    add: ({ listener, degradation, degradationCause }: Static<typeof Exposure>): void => {
      counts.answers += 1;
      counts.degraded += degradation === 'none' ? 0 : 1;
      counts.failed += degradationCause === 'model-failed' ? 1 : 0;
      listeners.add(listener);
    },
    read: (): CanaryReport['canary'] => ({ ...counts, listeners: listeners.size }),
  };
};

const parseExposure = (line: string): Static<typeof Exposure> | undefined => {
  try {
    const value: unknown = JSON.parse(line);
    return Value.Check(Exposure, value) ? value : undefined;
  } catch {
    return undefined;
  }
};
