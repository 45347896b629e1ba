import Type, { type Static } from 'typebox';

const closed = { additionalProperties: false } as const;
const globs = (description: string) => Type.Array(Type.String({ minLength: 1 }), { description });

/** A service that `latency` starts and measures. */
export const serviceConfiguration = Type.Object(
  {
    start: Type.String({
      description: 'Command that serves HTTP on 127.0.0.1:$PORT, run in the root of the checkout.',
    }),
    ready: Type.String({ default: '/readyz', description: 'Path that answers 200 once the service is ready.' }),
    requests: Type.Array(Type.String(), {
      minItems: 1,
      description: 'Files of requests, one JSON object a line: {"method","path","headers"?,"body"?,"weight"?}.',
    }),
    reach: globs('A change outside these globs cannot make the service slower and is not measured.'),
    budgets: Type.Record(Type.String({ pattern: '^p(50|90|95|99)$' }), Type.String({ pattern: '^[0-9.]+ms$' }), {
      description: 'Absolute limits: {"p99": "25ms"}.',
    }),
    maxRegression: Type.Object(
      { p50: Type.String({ pattern: '^[0-9.]+%$' }), p99: Type.String({ pattern: '^[0-9.]+%$' }) },
      { ...closed, description: 'Relative limits of head against base.' },
    ),
    maxSeconds: Type.Number({ minimum: 1, description: 'Most seconds of measured traffic.' }),
  },
  closed,
);
export type ServiceConfiguration = Static<typeof serviceConfiguration>;

/** `interlock.config.json`, normalised: every option has its value. */
export const configuration = Type.Object(
  {
    $schema: Type.Optional(Type.String()),
    guardrails: Type.Array(Type.String(), { description: 'Ids of the guardrails that run.' }),
    protected: globs('Files that only a person changes: policy, CI, lint and test configuration.'),
    contracts: Type.Object({ openapi: globs('OpenAPI documents.') }, closed),
    publicApi: globs('Packages whose exported TypeScript surface is a contract.'),
    lint: Type.Object({ ignore: globs('Files that lint does not judge.') }, closed),
    architecture: Type.Object(
      {
        configFile: Type.Union([Type.String(), Type.Null()], {
          description:
            'dependency-cruiser rules; null: looked for, else our defaults (no new cycle, nothing unresolvable).',
        }),
        roots: globs('Folders to cruise; empty: those that hold sources.'),
      },
      closed,
    ),
    tests: Type.Object(
      {
        command: Type.Union([Type.String(), Type.Null()], {
          description:
            'Command that runs the tests; {files} is replaced by the related source files. null: found by the runner in use.',
        }),
        arguments: Type.Array(Type.String(), { description: 'Added to the found runner, e.g. ["--project", "unit"].' }),
        timeoutSeconds: Type.Number({ minimum: 1 }),
      },
      closed,
    ),
    services: Type.Record(Type.String(), serviceConfiguration),
    sandbox: Type.Union([Type.Literal('bubblewrap'), Type.Literal('ephemeral-runner')], {
      description:
        'ephemeral-runner: no walls, because the whole machine is thrown away after the run. Shown in the report.',
    }),
    deadlineSeconds: Type.Number({ minimum: 1, description: 'A guardrail that takes longer cannot check.' }),
  },
  { ...closed, $id: 'https://interlock.dev/schema/interlock.config.json' },
);
export type Configuration = Static<typeof configuration>;
