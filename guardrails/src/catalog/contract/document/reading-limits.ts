/** Deepest nesting of objects and lists that is read. */
export const maximumDepth = 400;

/** Most files that one document may be spread over. */
export const maximumFiles = 20_000;

/** Most characters of one file, and of all files of a document together. */
export const maximumTextLength = 64 * 1024 * 1024;

/** Whether files of a document may have been left unread because there are too many or they are too long. Pure. */
export const mayBeCut = (texts: Readonly<Record<string, string>>): boolean => {
  const all = Object.values(texts);
  const length = all.reduce((sum, text) => sum + text.length, 0);
  return all.length >= maximumFiles - 1 || length > maximumTextLength / 2;
};
