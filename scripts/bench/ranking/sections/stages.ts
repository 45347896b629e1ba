import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startService } from '../../../platform/start-service.ts';
import { featuresData, featuresScript, rankingScript } from '../../../platform/start-platform.ts';
import { ampleBudgetMs, rankPath, type BenchParts } from '../bench-parts.ts';
import { microsByStage, monotonicMicros, type CpuProfile, type Stretch } from '../cpu-profile.ts';
import { measureBlock } from '../measure-blocks.ts';
import type { Row, Section } from '../section.ts';
import { percent } from '../show.ts';

/** Where the processor time of an answer goes, file by file of ours: from V8's own profile of the service under load. */
export const measureStages: Section = async (parts) => {
  const profiles = join(parts.folder, 'profiles');
  mkdirSync(profiles, { recursive: true });
  const { answered, stretch } = await loadProfiled(parts, profiles);
  const [name] = readdirSync(profiles).filter((file) => file.endsWith('.cpuprofile'));
  if (name === undefined) throw new Error('Node wrote no profile');
  const profile = JSON.parse(readFileSync(join(profiles, name), 'utf8')) as CpuProfile;
  return summarise(microsByStage(profile, stretch, stageOf), answered);
};

type Profiled = { readonly answered: number; readonly stretch: Stretch };

const loadProfiled = async (parts: BenchParts, profiles: string): Promise<Profiled> => {
  const { cores } = parts;
  const features = await startService({
    script: featuresScript,
    environment: featuresData(parts.folder),
    core: cores.features,
  });
  try {
    const ranking = await startService({
      script: rankingScript,
      environment: { FEATURES_URL: features.url },
      nodeOptions: ['--cpu-prof', `--cpu-prof-dir=${profiles}`, '--cpu-prof-interval=250'],
      core: cores.ranking,
    });
    try {
      const target = { url: ranking.url, path: rankPath, pids: [ranking.pid] };
      const shape = { concurrency: 16, seconds: parts.isQuick ? 2 : 8, budgetMs: ampleBudgetMs };
      await measureBlock(parts, target, shape);
      const fromMicros = monotonicMicros();
      const { answered } = await measureBlock(parts, target, shape);
      return { answered, stretch: { fromMicros, toMicros: monotonicMicros() } };
    } finally {
      // It writes its profile as it ends.
      await ranking.stop();
    }
  } finally {
    await features.stop();
  }
};

const stageOf = (url: string, functionName: string): string | undefined => {
  const own = /\/services\/(\w+\/src\/.+)\.ts$/.exec(url)?.[1];
  if (own !== undefined) return own;
  const library = /\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(url)?.[1];
  if (library !== undefined) return wholeLibraries.get(library);
  if (url === '' && /^validate\d+$/.test(functionName)) return 'request checked against the contract (ajv)';
  if (url === '' && /^(?:anonymous|json|main)\d*$/.test(functionName)) return 'answer written (fast-json-stringify)';
  return url === '' ? engineFrames.get(functionName) : undefined;
};

/** Libraries that are stages of their own; others count for the file of ours that calls them. */
const wholeLibraries: ReadonlyMap<string, string> = new Map([
  ['fastify', 'fastify'],
  ['secure-json-parse', 'request read (JSON)'],
  ['undici', 'HTTP to features (undici)'],
  ['onnxruntime-node', 'model (ONNX Runtime)'],
  ['onnxruntime-common', 'model (ONNX Runtime)'],
  ['fast-json-stringify', 'answer written (fast-json-stringify)'],
]);

const engineFrames: ReadonlyMap<string, string> = new Map([
  ['(garbage collector)', 'garbage collector'],
  ['(idle)', 'idle'],
  ['(program)', 'engine'],
]);

const summarise = (micros: ReadonlyMap<string, number>, answered: number): Awaited<ReturnType<Section>> => {
  const stages = [...micros].filter(([stage]) => stage !== 'idle').sort(([, one], [, other]) => other - one);
  const total = stages.reduce((sum, [, time]) => sum + time, 0);
  const own = stages.filter(([stage]) => stage.includes('/src/')).reduce((sum, [, time]) => sum + time, 0);
  const rows: Row[] = stages
    .filter(([, time]) => time / total >= 0.005)
    .map(([stage, time]) => ({
      what: stage,
      measured: `${(time / answered).toFixed(1)} (${percent(time / total, 1)})`,
    }));
  return {
    title: 'Where an answer’s processor time goes (µs of an answer; the profiler itself slows all of it a little)',
    rows: [
      ...rows,
      {
        what: 'our own files and what they call, together',
        measured: `${(own / answered).toFixed(1)} (${percent(own / total, 1)})`,
      },
    ],
    data: { answered, microsAnAnswer: Object.fromEntries(stages.map(([stage, time]) => [stage, time / answered])) },
  };
};
