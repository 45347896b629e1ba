/** Takes the output of `git cat-file --batch` as it comes. */
export type BatchParser = (chunk: Buffer) => void;

/**
 * Creates a parser of `<sha> <type> <size> LF <content> LF …`, however it is cut into chunks. `<name> missing LF` (or any
 * other line without a size) answers null.
 */
export const createBatchParser = (onObject: (name: string, content: Buffer | null) => void): BatchParser => {
  let chunks: Buffer[] = [];
  let bytes = 0;
  // How much has to be there before it is worth looking again: large objects come in thousands of chunks.
  let needed = 1;
  return (chunk) => {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes < needed) return;
    const parsed = parseObjects(Buffer.concat(chunks), onObject);
    chunks = [parsed.rest];
    bytes = parsed.rest.length;
    needed = parsed.needed;
  };
};

const parseObjects = (
  output: Buffer,
  onObject: (name: string, content: Buffer | null) => void,
): { readonly rest: Buffer; readonly needed: number } => {
  let at = 0;
  for (;;) {
    const lineEnd = output.indexOf(10, at);
    if (lineEnd === -1) return { rest: output.subarray(at), needed: output.length - at + 1 };
    const [name = '', , size] = output.toString('latin1', at, lineEnd).split(' ');
    if (size === undefined) {
      onObject(name, null);
      at = lineEnd + 1;
      continue;
    }
    const end = lineEnd + 1 + Number(size);
    if (output.length <= end) return { rest: output.subarray(at), needed: end + 1 - at };
    onObject(name, output.subarray(lineEnd + 1, end));
    at = end + 1;
  }
};
