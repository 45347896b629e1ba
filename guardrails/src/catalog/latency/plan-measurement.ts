import type { MeasurementPlan } from './latency-evidence.ts';

/** Chance that a `fail` of one judgement is wrong, over all looks. */
export const failAlpha = 0.01;
/** Chance that a `pass` of one judgement is wrong, over all looks. */
export const passAlpha = 0.05;

const fewestBlocks = 3;
const usualBlockSeconds = 1.5;

/**
 * Cuts the measured time into blocks, each a fresh start of both servers: three at least, so that what a start moves as
 * a whole (memory layout, which core) shows as a difference between blocks. Pure.
 */
export const planMeasurement = (maxSeconds: number): MeasurementPlan => {
  const maxBlocks = Math.max(fewestBlocks, Math.floor(maxSeconds / usualBlockSeconds));
  return { maxBlocks, blockSeconds: Math.min(usualBlockSeconds, maxSeconds / maxBlocks) };
};

/** After how many blocks to look: 3, 4, 6, 8, 12, 16, … and at the end. Few looks cost little certainty each. Pure. */
export const plannedLooks = ({ maxBlocks }: MeasurementPlan): readonly number[] => {
  const looks: number[] = [];
  for (let power = 2; power < maxBlocks; power *= 2) looks.push(power * 1.5, power * 2);
  return [...looks.filter((blocks) => blocks < maxBlocks), maxBlocks];
};

/** The chances of error at one look: an equal part each (Bonferroni), which holds however the looks depend on each other. Pure. */
export const alphaPerLook = (plan: MeasurementPlan): { readonly fail: number; readonly pass: number } => {
  const looks = plannedLooks(plan).length;
  return { fail: failAlpha / looks, pass: passAlpha / looks };
};
