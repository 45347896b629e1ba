import picomatch from 'picomatch';
import type { Change } from '../../change/change.ts';
import type { Configuration, ServiceConfiguration } from '../../policy/configuration.ts';
import type { TreeEntry } from '../../tree/tree.ts';

/** Which configured services a change can reach. */
export type SelectedServices = {
  readonly reached: readonly (readonly [name: string, service: ServiceConfiguration])[];
  readonly unreached: readonly string[];
};

/** Selects the services one of whose `reach` globs matches a changed file (either path of a rename). Pure. */
export const selectServices = (services: Configuration['services'], change: Change): SelectedServices => {
  const paths = change.files.flatMap(({ path, basePath }) => (basePath === undefined ? [path] : [path, basePath]));
  const isReached = ({ reach }: ServiceConfiguration) => paths.some(picomatchAny(reach));
  const entries = Object.entries(services).sort(([one], [other]) => (one < other ? -1 : 1));
  return {
    reached: entries.filter(([, service]) => isReached(service)),
    unreached: entries.filter(([, service]) => !isReached(service)).map(([name]) => name),
  };
};

const picomatchAny = (globs: readonly string[]): ((path: string) => boolean) =>
  globs.length === 0 ? () => false : picomatch([...globs], { dot: true });

/**
 * Whether base has no such service: a file or folder that its start command or its requests name stands in head and not
 * in base. Pure.
 */
export const isNewService = (
  { start, requests }: Pick<ServiceConfiguration, 'start' | 'requests'>,
  base: readonly TreeEntry[],
  head: readonly TreeEntry[],
): boolean => {
  const words = [...start.split(/[\s'"=;&|()]+/), ...requests].map((word) =>
    word.replace(/^\.\//, '').replace(/\/$/, ''),
  );
  const has = (entries: readonly TreeEntry[], word: string) =>
    entries.some(({ path }) => path === word || path.startsWith(`${word}/`));
  return words.some((word) => word !== '' && has(head, word) && !has(base, word));
};
