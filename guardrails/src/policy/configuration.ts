import Type, { type Static } from 'typebox';

const closed = { additionalProperties: false } as const;
const globs = (description: string) => Type.Array(Type.String({ minLength: 1 }), { description });

/** How a suppression or type escape that a change adds is judged; `by-brief`: a warning, with a brief an error. */
const weight = Type.Union([
  Type.Literal('allow'),
  Type.Literal('note'),
  Type.Literal('warning'),
  Type.Literal('error'),
  Type.Literal('by-brief'),
]);
export type Weight = Static<typeof weight>;

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
    contracts: Type.Object(
      {
        openapi: globs('OpenAPI documents.'),
        events: Type.Array(
          Type.Object(
            {
              files: globs('JSON Schema files.'),
              compatibility: Type.Union([Type.Literal('backward'), Type.Literal('forward'), Type.Literal('full')], {
                description: 'backward: new readers read old data. forward: old readers read new data. full: both.',
              }),
            },
            closed,
          ),
          { description: 'JSON Schemas of events and other data that outlives a deploy.' },
        ),
        possible: Type.Union([Type.Literal('note'), Type.Literal('warning'), Type.Literal('error')], {
          description: 'Level of a break that no verified example was found for.',
        }),
        deprecation: Type.Object(
          {
            sunset: Type.Union([Type.Literal('optional'), Type.Literal('warning'), Type.Literal('error')], {
              description: 'Whether what is newly deprecated must name its x-sunset.',
            }),
            minimumDays: Type.Integer({
              minimum: 0,
              description: 'Days from today that a new or earlier sunset must leave to callers.',
            }),
          },
          closed,
        ),
        emitted: Type.Array(
          Type.Object(
            {
              document: Type.String({ description: 'A committed document.' }),
              command: Type.String({ description: 'Command that prints what the code says it should be.' }),
            },
            closed,
          ),
          { description: 'Documents that the code can print: one that is stale is an error.' },
        ),
        clients: Type.Array(
          Type.Object(
            {
              client: Type.String({ description: 'A committed, generated client.' }),
              command: Type.String({ description: 'Command that prints it anew.' }),
            },
            closed,
          ),
          { description: 'Generated clients that must agree with their contract.' },
        ),
      },
      closed,
    ),
    publicApi: globs('Packages whose exported TypeScript surface is a contract.'),
    lint: Type.Object(
      {
        ignore: globs('Files that lint does not judge.'),
        suppressions: Type.Object(
          { lint: weight, coverage: weight },
          {
            ...closed,
            description:
              'New comments that silence a linter, or hide code from coverage. by-brief: a warning, with a brief an error. In tests one step less.',
          },
        ),
      },
      closed,
    ),
    types: Type.Object(
      {
        ignore: globs('Files whose type errors and escapes are not judged.'),
        compile: Type.Boolean({ description: 'Type-check both sides. false: only escapes are looked for.' }),
        timeoutSeconds: Type.Number({ minimum: 1, description: 'A type-check that takes longer cannot check.' }),
        escapes: Type.Object(
          {
            'ts-ignore': weight,
            'ts-expect-error': weight,
            'ts-nocheck': weight,
            any: weight,
            'as-any': weight,
            'as-unknown-as': weight,
            'non-null': weight,
          },
          {
            ...closed,
            description:
              'New ways round the type checker. by-brief: a warning, with a brief an error. In tests one step less.',
          },
        ),
      },
      closed,
    ),
    architecture: Type.Object(
      {
        configFile: Type.Union([Type.String(), Type.Null()], {
          description:
            'dependency-cruiser rules; null: looked for, else our defaults (no new cycle, nothing unresolvable).',
        }),
        roots: globs('Folders to cruise; empty: those that hold sources.'),
        pure: Type.Array(
          Type.Object(
            {
              files: globs('The files of the layer.'),
              mayName: Type.Optional(
                Type.Array(Type.String({ minLength: 1 }), {
                  description: 'What it may name all the same, e.g. ["node:fs", "console", "Date.now"].',
                }),
              ),
            },
            closed,
          ),
          { description: 'Layers that decide from their input alone: no file system, network, clock or chance.' },
        ),
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
        coverage: Type.Boolean({ description: 'Measure which of the changed lines the related tests run.' }),
        minimumChangedCoverage: Type.Union([Type.Number({ minimum: 0, maximum: 100 }), Type.Null()], {
          description: 'Percent of the changed lines that tests must run; less is an error. null: it only informs.',
        }),
        mutation: Type.Boolean({
          description: "Let the repository's own StrykerJS mutate the changed lines; survivors are notes.",
        }),
      },
      closed,
    ),
    dependencies: Type.Object(
      {
        licences: Type.Object({ deny: globs('SPDX identifiers of licences that no new package may have.') }, closed),
        advisories: Type.Union([Type.String(), Type.Null()], {
          description: 'File of known faults in the OSV format, in the repository at base; null: none.',
        }),
        ignore: globs('Packages that `dependencies` says nothing of.'),
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
