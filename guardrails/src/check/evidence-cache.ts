import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import type { Guardrail } from '../guardrail.ts';
import type { Subject } from './open-subject.ts';

/** Evidence of earlier checks of the same thing. */
export type EvidenceCache = {
  /** Null where there is none, or none that can be trusted. */
  readonly read: (guardrail: Guardrail<unknown>) => Promise<{ readonly evidence: unknown } | null>;
  readonly write: (guardrail: Guardrail<unknown>, evidence: unknown) => Promise<void>;
};

/** A cache that holds nothing. */
export const noCache: EvidenceCache = { read: () => Promise.resolve(null), write: () => Promise.resolve() };

/**
 * Creates a cache in a folder. An entry is named by a SHA-256 over all that evidence depends on; a file that is
 * unreadable or damaged counts as absent, and a folder that cannot be written costs only time.
 */
export const createEvidenceCache = async (dir: string, subject: Subject): Promise<EvidenceCache> => {
  const installed = await hashInstalled(subject.repository.root);
  const pathOf = (guardrail: Guardrail<unknown>): string => {
    const key = evidenceKey({ guardrail, subject, installed });
    return join(dir, 'evidence', key.slice(0, 2), `${key}.json`);
  };
  return {
    read: async (guardrail) => parseEntry(await readOptional(pathOf(guardrail))),
    write: (guardrail, evidence) =>
      writeEntry(pathOf(guardrail), evidence).catch(() => {
        // A cache that cannot be written (read-only home, full disk) costs time next time and changes no verdict.
      }),
  };
};

type KeyParts = {
  readonly guardrail: Guardrail<unknown>;
  readonly subject: Subject;
  /** Hash of what is installed in node_modules; null where nothing says so. */
  readonly installed: string | null;
};

const evidenceKey = ({ guardrail, subject, installed }: KeyParts): string => {
  const { configuration, brief } = subject.policy;
  const { mergeBase, tip } = subject.commits;
  const machine = guardrail.portable === false ? hostname() : null;
  return sha256(
    JSON.stringify([
      'interlock.evidence/1',
      [guardrail.id, guardrail.version],
      [subject.base.sha, subject.head.sha, installed],
      guardrail.readsHistory === true ? [mergeBase, tip] : null,
      [configuration, brief],
      [process.version, process.platform, process.arch, machine],
    ]),
  );
};

/** npm and pnpm each leave a lockfile of what really is installed. */
const hashInstalled = async (root: string): Promise<string | null> => {
  for (const name of ['.package-lock.json', '.pnpm/lock.yaml', '.yarn-state.yml', '.yarn-integrity']) {
    const text = await readOptional(join(root, 'node_modules', name));
    if (text !== null) return sha256(text);
  }
  return null;
};

/** Null where it cannot be read: then it tells nothing, whatever the cause. */
const readOptional = async (path: string): Promise<string | null> => {
  try {
    return await readFile(path, 'utf8');
  } catch {
    // Absent, unreadable, a folder: an entry that cannot be read is collected again.
    return null;
  }
};

const parseEntry = (text: string | null): { readonly evidence: unknown } | null => {
  if (text === null) return null;
  const lineEnd = text.indexOf('\n');
  const body = text.slice(lineEnd + 1);
  if (lineEnd === -1 || text.slice(0, lineEnd) !== sha256(body)) return null;
  return { evidence: JSON.parse(body) as unknown };
};

const writeEntry = async (path: string, evidence: unknown): Promise<void> => {
  const body = JSON.stringify(evidence);
  const temporary = `${path}.${randomUUID()}`;
  await mkdir(dirname(path), { recursive: true });
  try {
    await writeFile(temporary, `${sha256(body)}\n${body}`);
    await rename(temporary, path);
  } finally {
    await rm(temporary, { force: true });
  }
};

const sha256 = (text: string | Buffer): string => createHash('sha256').update(text).digest('hex');
