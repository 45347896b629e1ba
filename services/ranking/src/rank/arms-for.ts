import { ServiceError } from '@interlock-dev/chassis';
import type { NowPlayingRequest } from '../contract.ts';
import { assignArms, type Arms, type Experiment } from '../core/experiments.ts';

export type ArmsParts = { readonly experiments: readonly Experiment[]; readonly isPreviewAllowed: boolean };

/**
 * The listener's arms, with those of a preview instead where it names some.
 * @throws ServiceError `ranking/preview-not-allowed`, `ranking/unknown-arm`
 */
export const armsFor = ({ experiments, isPreviewAllowed }: ArmsParts, { user, preview }: NowPlayingRequest): Arms => {
  const own = assignArms(experiments, user);
  if (!preview) return own;
  if (!isPreviewAllowed)
    throw new ServiceError('ranking/preview-not-allowed', 'this deployment answers no previews (PREVIEW_ALLOWED)');
  const asked = Object.entries(preview.arms ?? {});
  for (const [experiment, arm] of asked) {
    const known = experiments.find(({ id }) => id === experiment);
    if (!known?.arms.some(({ id }) => id === arm))
      throw new ServiceError('ranking/unknown-arm', `there is no such arm; there are ${namesOf(experiments)}`);
  }
  return { ...own, ...Object.fromEntries(asked) };
};

const namesOf = (experiments: readonly Experiment[]): string =>
  experiments.map(({ id, arms }) => `${id} (${arms.map((arm) => arm.id).join(', ')})`).join('; ') || 'none';
