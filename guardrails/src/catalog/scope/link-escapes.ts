/**
 * Whether following a symlink can lead out of the repository, or into its git directory: an absolute target, more `..`
 * than folders, or a `..` behind another symlink (which leads up from wherever that one points). Pure.
 * @param path of the symlink in the repository
 * @param links paths of all symlinks of the tree
 */
export const linkEscapes = (path: string, target: string, links: ReadonlySet<string>): boolean => {
  if (target.startsWith('/')) return true;
  const place = path.split('/').slice(0, -1);
  for (const part of target.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') {
      if (part.toLowerCase() === '.git') return true;
      place.push(part);
      continue;
    }
    if (place.length === 0 || links.has(place.join('/'))) return true;
    place.pop();
  }
  return false;
};
