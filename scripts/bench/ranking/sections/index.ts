import type { Section, SectionId } from '../section.ts';
import { measureBatch } from './batch.ts';
import { measureCapacity } from './capacity.ts';
import { measureKill } from './kill.ts';
import { measureMemory } from './memory.ts';
import { measureOpenLoop } from './open-loop.ts';
import { measureOverload } from './overload.ts';
import { measureSlowFeatures } from './slow-features.ts';
import { measureStages } from './stages.ts';

/** All sections, by id. */
export const sections: Readonly<Record<SectionId, Section>> = {
  capacity: measureCapacity,
  stages: measureStages,
  'open-loop': measureOpenLoop,
  overload: measureOverload,
  batch: measureBatch,
  kill: measureKill,
  'slow-features': measureSlowFeatures,
  memory: measureMemory,
};
