/**
 * A readiness check that waits for a dependency once. When it fails later the service stays ready, because a degraded
 * answer is better than none, and all replicas would otherwise leave the load balancer together.
 */
export const createStartupCheck = (isDependencyReady: () => Promise<boolean>): (() => Promise<boolean>) => {
  let wasReady = false;
  return async () => {
    wasReady ||= await isDependencyReady();
    return wasReady;
  };
};
