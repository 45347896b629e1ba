/** Keeps the start and the end of a text that is longer than `max` characters, and says how much was left out. Pure. */
export const clip = (text: string, max: number): string => {
  if (text.length <= max) return text;
  const head = Math.floor(max / 3);
  const tail = max - head;
  return `${text.slice(0, head)}\n[… ${text.length - max} characters left out …]\n${text.slice(-tail)}`;
};
