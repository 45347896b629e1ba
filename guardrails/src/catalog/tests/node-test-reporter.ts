/** What `node --test` tells a reporter, as far as it is used here. */
type TestEvent = {
  readonly type: string;
  readonly data: {
    readonly name?: string;
    readonly nesting?: number;
    readonly file?: string;
    readonly line?: number;
    readonly skip?: string | boolean;
    readonly todo?: string | boolean;
    readonly details?: {
      readonly type?: string;
      readonly error?: { readonly failureType?: string; readonly cause?: unknown };
    };
  };
};

/**
 * Reporter for `node --test` that writes one JSON object a line for each test: `{file, name, status, message, line}`.
 * Node loads it by path inside the walls.
 */
export default async function* report(events: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  const groups = new Map<string, string[]>();
  for await (const { type, data } of events) {
    const { name = '', nesting = 0, file = '' } = data;
    const above = groups.get(file) ?? [];
    if (type === 'test:start') groups.set(file, [...above.slice(0, nesting), name]);
    if (type !== 'test:pass' && type !== 'test:fail') continue;
    const { error } = data.details ?? {};
    // A group that fails because of its tests says nothing more than they do.
    if (error?.failureType === 'subtestsFailed' || (type === 'test:pass' && data.details?.type === 'suite')) continue;
    const status = isSet(data.skip) || isSet(data.todo) ? 'skipped' : type === 'test:pass' ? 'passed' : 'failed';
    const fullName = [...above.slice(0, nesting), name].join(' ');
    yield `${JSON.stringify({ file, name: fullName, status, message: describe(error), line: data.line })}\n`;
  }
}

const isSet = (mark: string | boolean | undefined): boolean => mark !== undefined && mark !== false;

const describe = (error: { readonly cause?: unknown } | undefined): string => {
  const cause = error?.cause ?? error;
  if (cause instanceof Error) return cause.stack ?? cause.message;
  return cause === undefined ? '' : typeof cause === 'string' ? cause : JSON.stringify(cause);
};
