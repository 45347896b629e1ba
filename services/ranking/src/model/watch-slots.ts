import type { FastifyBaseLogger } from 'fastify';
import type { ModelSlot } from './model-slot.ts';

/** A slot as far as watching goes. */
export type Watched = Pick<ModelSlot<unknown>, 'refresh' | 'name'>;

/**
 * Looks at the pointers of all slots every `everyMs`, and keeps no process alive for it.
 * @returns stops looking, and waits for a look under way
 */
export const watchSlots = (
  slots: readonly Watched[],
  everyMs: number,
  logger: FastifyBaseLogger,
): (() => Promise<void>) => {
  let looking = Promise.resolve();
  const look = (): void => {
    looking = refreshAll(slots).catch((error: unknown) => {
      logger.error({ err: error }, 'a look at the model registry failed');
    });
  };
  const timer = setInterval(look, everyMs).unref();
  return async () => {
    clearInterval(timer);
    await looking;
  };
};

/** Looks at the pointers of all slots once. */
export const refreshAll = async (slots: readonly Watched[]): Promise<void> => {
  await Promise.all(slots.map(({ refresh }) => refresh()));
};
