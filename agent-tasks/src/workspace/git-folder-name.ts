/** Characters that HFS+ ignores in names, so that `.g\u200cit` is `.git` there (git's utf8.c, next_hfs_char). */
const ignorable = /[\u200c-\u200f\u202a-\u202e\u206a-\u206f\ufeff]/g;

/**
 * Whether a name is `.git` to some file system: in other case, with NTFS's short name, trailing dots and spaces or stream
 * name, or with characters that HFS+ ignores. Git refuses all of these (CVE-2014-9390, CVE-2019-1352). Pure.
 */
export const isGitFolderName = (name: string): boolean =>
  name.split('\\').some((part) => /^(?:\.git|git~1)[ .]*(?::.*)?$/i.test(part.replace(ignorable, '')));
