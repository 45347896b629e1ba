import { parseArgs } from 'node:util';

const help = `Measures the contract guardrail.

  npm run bench:contract -- --oasdiff CLONE [--peers DIR | --no-peers] [--verbose]
        the test pairs of a clone of oasdiff, beside what npm has (installed into a temporary folder, or found in DIR)
  npm run bench:contract -- --history CLONE:PATH… [--most N] [--sample N] [--out FILE] [--peers DIR]
        every commit of a repository that touches a specification
  npm run bench:contract -- --speed BASE HEAD
        time and memory for two large documents, and for parts of them
  npm run bench:contract -- --properties [--runs N] [--seed N]
        the metamorphic properties on generated documents
  npm run bench:contract -- --events [--peers DIR]
        JSON Schema pairs beside json-schema-diff and jsoncompat
  npm run bench:contract -- --typescript [--no-peers]
        hand-made pairs of exported types beside api-extractor's report
  npm run bench:contract -- --consumers [--verbose]
        generated breaks in a generated repository: who is found, against what the compiler refuses

  --publish   also write the part of docs/benchmarks/contract.md that this run measures

Exit code 1 when a limit of thresholds.json is missed.
`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    oasdiff: { type: 'string' },
    peers: { type: 'string' },
    'no-peers': { type: 'boolean', default: false },
    verbose: { type: 'boolean', default: false },
    history: { type: 'boolean', default: false },
    most: { type: 'string' },
    sample: { type: 'string', default: '50' },
    out: { type: 'string' },
    speed: { type: 'boolean', default: false },
    properties: { type: 'boolean', default: false },
    runs: { type: 'string', default: '2000' },
    seed: { type: 'string' },
    events: { type: 'boolean', default: false },
    typescript: { type: 'boolean', default: false },
    consumers: { type: 'boolean', default: false },
    publish: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

/** One benchmark: prints, and answers whether its limits hold. */
export type Benchmark = () => Promise<boolean>;

const choose = async (): Promise<Benchmark | null> => {
  const { oasdiff, peers, verbose, publish } = values;
  if (oasdiff !== undefined) {
    const { benchOasdiff } = await import('./oasdiff/bench-oasdiff.ts');
    return () => benchOasdiff({ mirror: oasdiff, peers: values['no-peers'] ? null : peers, verbose, publish });
  }
  if (values.history) {
    const { benchHistory } = await import('./history/bench-history.ts');
    const { most, sample, out } = values;
    return () =>
      benchHistory({
        sources: positionals,
        most: most === undefined ? null : Number(most),
        sample: Number(sample),
        out,
        peers,
        publish,
      });
  }
  if (values.properties) {
    const { benchProperties } = await import('./properties/bench-properties.ts');
    const { runs, seed } = values;
    return () =>
      benchProperties({ runs: Number(runs), seed: seed === undefined ? Date.now() : Number(seed), peers, publish });
  }
  if (values.speed) {
    const { benchSpeed } = await import('./speed/bench-speed.ts');
    const [base = '', head = ''] = positionals;
    return () => benchSpeed({ base, head, publish });
  }
  if (values.events) {
    const { benchEvents } = await import('./events/bench-events.ts');
    return () => benchEvents({ peers, publish });
  }
  if (values.typescript) {
    const { benchTypeScript } = await import('./typescript/bench-typescript.ts');
    return () => benchTypeScript({ peers: !values['no-peers'] });
  }
  if (values.consumers) {
    const { benchConsumers } = await import('./consumers/bench-consumers.ts');
    return () => benchConsumers({ verbose });
  }
  return null;
};

const benchmark = values.help ? null : await choose();
if (benchmark === null) {
  process.stdout.write(help);
  process.exitCode = values.help ? 0 : 2;
} else if (!(await benchmark())) process.exitCode = 1;
