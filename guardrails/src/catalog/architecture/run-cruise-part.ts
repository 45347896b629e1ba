// Runs inside the sandbox as its own process, in a folder that it may write to: reads a PartRequest from stdin, ends stdout with a line
// that is a PartAnswer. Of the tree it gets paths and the texts of a few files; dependency-cruiser's own functions do the rest.
import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { text as readAll } from 'node:stream/consumers';
import type { PartAnswer, PartRequest } from './part-request.ts';
import { showFiles, type ShownFiles } from './run-cruise-files.ts';
import { loadInternals, type Internals } from './run-cruise-internals.ts';
import { judgeSide, NeedsWhole } from './run-cruise-side.ts';

const answer = async (request: PartRequest, root: string): Promise<PartAnswer> => {
  writeRules(root, request);
  process.chdir(root);
  const cruiser = await loadInternals(request.installed);
  if (cruiser === null) return { whole: 'another version of dependency-cruiser' };
  const files = showFiles(root, request.installed);
  try {
    return await judgeBoth({ request, cruiser, files, rulesFile: join(root, request.rulesFile) });
  } finally {
    files.restore();
  }
};

type Judging = {
  readonly request: PartRequest;
  readonly cruiser: Internals;
  readonly files: ShownFiles;
  readonly rulesFile: string;
};

const judgeBoth = async ({ request, cruiser, files, rulesFile }: Judging): Promise<PartAnswer> => {
  const { rulesTexts, head, base } = request;
  files.show({ ...base, texts: { ...base.texts, ...rulesTexts } });
  const rules = await cruiser.extractConfiguration(rulesFile);
  files.show(head);
  const atHead = await judgeSide({ cruiser, rules }, head);
  files.show(base);
  const hasAny = atHead.violations.length > 0;
  const atBase = hasAny ? await judgeSide({ cruiser, rules }, base) : { violations: [], edges: [] };
  const [missed] = files.missed;
  if (missed !== undefined) return { whole: `${missed} is needed` };
  return { head: atHead.violations, base: atBase.violations, baseEdges: atBase.edges };
};

/** Rules are loaded by Node itself, which sees the disk alone. */
const writeRules = (root: string, { rulesTexts, installed }: PartRequest): void => {
  for (const [path, text] of Object.entries(rulesTexts)) {
    fs.mkdirSync(dirname(join(root, path)), { recursive: true });
    fs.writeFileSync(join(root, path), text);
  }
  if (installed !== null) fs.symlinkSync(join(installed, 'node_modules'), join(root, 'node_modules'));
};

const describe = (error: unknown): PartAnswer => {
  if (error instanceof NeedsWhole) return { whole: error.message };
  return { whole: (error instanceof Error ? (error.stack ?? error.message) : String(error)).slice(0, 2000) };
};

const removeRules = (root: string): void => {
  process.chdir(tmpdir());
  // The link first, so that nothing can ever be removed through it.
  fs.rmSync(join(root, 'node_modules'), { force: true });
  fs.rmSync(root, { recursive: true, force: true });
};

const request = JSON.parse(await readAll(process.stdin)) as PartRequest;
const root = fs.realpathSync(fs.mkdtempSync(join(tmpdir(), 'interlock-rules-')));
const said = await answer(request, root).catch(describe);
removeRules(root);
process.stdout.write(`\n${JSON.stringify(said)}\n`, () => process.exit(0));
