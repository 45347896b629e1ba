import type { ModelSlot } from './model-slot.ts';

/** A slot that always serves the same model, or none: for what needs a service and no registry. */
export const fixedSlot = <Model>(name: string, model: Model | undefined, shadow?: Model): ModelSlot<Model> => ({
  name,
  lease: () => ({ model, isCanary: false, shadow, release: () => undefined }),
  refresh: () => Promise.resolve(),
  serving: () =>
    model === undefined ? undefined : { full: 'fixed', ...(shadow === undefined ? {} : { shadow: 'fixed-too' }) },
  close: () => Promise.resolve(),
});
