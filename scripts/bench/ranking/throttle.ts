import type { ServiceProcess } from '../../platform/start-service.ts';

const periodMs = 100;

/**
 * Leaves a process only this share of its time by stopping it for the rest of each tenth of a second, so that everything it
 * does takes as many times longer. @returns how to end it
 */
export const throttle = (service: ServiceProcess, share: number): (() => Promise<void>) => {
  let isOn = true;
  const turn = async (): Promise<void> => {
    await service.signal('SIGSTOP');
    await wait(periodMs * (1 - share));
    await service.signal('SIGCONT');
    await wait(periodMs * share);
  };
  const run = async (): Promise<void> => {
    // Turned off from outside, between two awaits.
    while (isOn) await turn();
  };
  const running = run();
  return async () => {
    isOn = false;
    await running;
  };
};

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
