import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { ApiPair } from '../../../../guardrails/src/catalog/contract/typescript/pairs/api-pair.ts';
import type { ToolAnswers } from './bench-typescript.ts';

const run = promisify(execFile);

/** Reports both versions of each pair and writes whether the reports differ. */
const script = `
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { Extractor, ExtractorConfig } from '@microsoft/api-extractor';
const pairs = JSON.parse(readFileSync('pairs.json', 'utf8'));
writeFileSync('tsconfig.json', JSON.stringify({ compilerOptions: { strict: true, skipLibCheck: true, target: 'es2022', module: 'esnext', moduleResolution: 'bundler', types: [], lib: ['es2022', 'dom'] }, include: ['api/**/*.d.ts'] }));
const reportOf = (text, side) => {
  const declaration = ts.transpileDeclaration(text, { compilerOptions: { strict: true, target: 9 } }).outputText;
  mkdirSync('api', { recursive: true });
  writeFileSync('api/index.d.ts', declaration);
  const config = ExtractorConfig.prepare({
    configObjectFullPath: undefined,
    packageJsonFullPath: join(process.cwd(), 'package.json'),
    configObject: {
      projectFolder: process.cwd(), mainEntryPointFilePath: join(process.cwd(), 'api/index.d.ts'),
      compiler: { tsconfigFilePath: join(process.cwd(), 'tsconfig.json') },
      apiReport: { enabled: true, reportFileName: side + '.api.md', reportFolder: join(process.cwd(), 'reports'), reportTempFolder: join(process.cwd(), 'temp') },
      docModel: { enabled: false }, dtsRollup: { enabled: false }, tsdocMetadata: { enabled: false },
      messages: { extractorMessageReporting: { default: { logLevel: 'none' } }, compilerMessageReporting: { default: { logLevel: 'none' } }, tsdocMessageReporting: { default: { logLevel: 'none' } } },
    },
  });
  mkdirSync('reports', { recursive: true });
  Extractor.invoke(config, { localBuild: true, messageCallback: (message) => { message.handled = true; } });
  return readFileSync(join('reports', side + '.api.md'), 'utf8');
};
const start = performance.now();
const flagged = pairs.map(({ base, head }) => {
  try { return reportOf(base, 'one') !== reportOf(head, 'one'); } catch { return null; }
});
writeFileSync('answers.json', JSON.stringify({ flagged, milliseconds: performance.now() - start }));
`;

/** Asks @microsoft/api-extractor, installed without scripts into a temporary folder that is removed: flagged where the report is another. */
export const withExtractor = async (pairs: readonly ApiPair[]): Promise<ToolAnswers> => {
  const folder = await mkdtemp(join(tmpdir(), 'interlock-extractor-'));
  try {
    await writeFile(join(folder, 'package.json'), '{ "name": "the-package", "version": "1.0.0", "type": "module" }\n');
    await writeFile(join(folder, 'pairs.json'), JSON.stringify(pairs.map(({ base, head }) => ({ base, head }))));
    await writeFile(join(folder, 'ask.mjs'), script);
    const install = [
      'install',
      '--ignore-scripts',
      '--no-audit',
      '--no-fund',
      '@microsoft/api-extractor@7',
      'typescript@5',
    ];
    await run('npm', install, { cwd: folder });
    await run(process.execPath, ['ask.mjs'], { cwd: folder, maxBuffer: 64 * 1024 * 1024 });
    const answers = JSON.parse(await readFile(join(folder, 'answers.json'), 'utf8')) as {
      readonly flagged: readonly (boolean | null)[];
      readonly milliseconds: number;
    };
    const failed = answers.flagged.filter((one) => one === null).length;
    return {
      tool: `api-extractor, report differs (${String(failed)} failed)`,
      flagged: answers.flagged.map((one) => one === true),
      milliseconds: answers.milliseconds,
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};
