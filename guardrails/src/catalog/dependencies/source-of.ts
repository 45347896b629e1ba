/** What kind of place a range or a source points to. */
export type SourceKind = 'registry' | 'git' | 'url' | 'folder' | 'workspace';

const gitLike =
  /^(?:git(?:\+\w+)?:|git@|github:|gitlab:|bitbucket:|gist:|ssh:)|^[\w.-]+\/[\w.-]+(?:#.+)?$|\.git(?:#.+)?$/;

/** Classifies a range of a manifest or a source of a lockfile. Pure. */
export const sourceKindOf = (text: string): SourceKind => {
  if (/^(?:workspace|catalog|link|portal|patch|exec):/.test(text)) return 'workspace';
  if (/^file:|^\.{1,2}\//.test(text)) return 'folder';
  if (/^https?:\/\/(?:codeload\.)?git(?:hub|lab)\.com\/[^?]+\/(?:tar\.gz|archive)\//.test(text) || gitLike.test(text))
    return 'git';
  return /^https?:\/\//.test(text) ? 'url' : 'registry';
};

/** The two names of npm's own registry. */
const ownRegistry = /^registry\.(?:npmjs\.org|yarnpkg\.com|npmmirror\.com)$/;

/** The registry host of a source; npm's own under one name; null where the source is no address. Pure. */
export const hostOf = (source: string | null): string | null => {
  const host = /^(?:git\+)?https?:\/\/(?:[^/@]*@)?([^/:?#]+)/i.exec(source ?? '')?.[1]?.toLowerCase();
  if (host === undefined) return null;
  return ownRegistry.test(host) && !host.endsWith('npmmirror.com') ? 'registry.npmjs.org' : host;
};

/** The package whose tarball a registry address names (`…/@scope/name/-/name-1.0.0.tgz`); null where it does not say. Pure. */
export const packageOfTarball = (source: string): string | null => {
  const path = /^https?:\/\/[^/]+\/(.+)\/-\/[^/]+\.tgz/.exec(source)?.[1];
  if (path === undefined) return null;
  const decoded = path.replaceAll(/%2f/gi, '/').replaceAll(/%40/g, '@');
  return /(?:^|\/)(@[^/]+\/[^/]+)$/.exec(decoded)?.[1] ?? decoded.split('/').at(-1) ?? null;
};
