import type { ServiceRequest } from './latency-evidence.ts';
import { parseRequests } from './parse-requests.ts';

/** Reads all request files through `readText` (null: no such file) and joins them; or says what is wrong with which. */
export const readRequests = async (
  files: readonly string[],
  readText: (path: string) => Promise<string | null>,
): Promise<{ readonly requests: readonly ServiceRequest[] } | { readonly reason: string }> => {
  const requests: ServiceRequest[] = [];
  for (const file of files) {
    const text = await readText(file);
    if (text === null) return { reason: `there is no request file ${file}. Name the files that hold the requests.` };
    const parsed = parseRequests(text, file);
    if ('reason' in parsed) return parsed;
    requests.push(...parsed.requests);
  }
  return requests.length > 0 ? { requests } : { reason: 'no request file is named.' };
};
