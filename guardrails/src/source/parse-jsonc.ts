/** Parses JSON with comments and trailing commas, as tsconfig files are written; null for what is no such text. Pure. */
export const parseJsonc = (text: string): unknown => {
  const bare = text
    .replace(/^\uFEFF/u, '')
    .replace(/"(?:[^"\\\n]|\\.)*"|\/\/[^\n]*|\/\*[\s\S]*?\*\//gu, (part) => (part.startsWith('"') ? part : ' '))
    .replace(/"(?:[^"\\\n]|\\.)*"|,(?=\s*[}\]])/gu, (part) => (part.startsWith('"') ? part : ''));
  try {
    return JSON.parse(bare);
  } catch {
    return null;
  }
};
