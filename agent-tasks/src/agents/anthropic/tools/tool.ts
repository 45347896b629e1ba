import type { Static, TObject } from 'typebox';
import { Check, Errors } from 'typebox/value';

/** Where tools work. */
export type ToolContext = {
  /** The workspace, absolute. */
  readonly dir: string;
  readonly signal: AbortSignal;
};

/** What goes back to the model. */
export type ToolResult = { readonly isError: boolean; readonly output: string };

/** Something that the model may call. `run` takes what the model sent, unchecked. */
export type Tool = {
  readonly name: string;
  readonly description: string;
  readonly inputSchema: TObject;
  readonly run: (input: unknown, context: ToolContext) => Promise<ToolResult>;
};

/** A failed call whose reason the model is told. */
export class ToolError extends Error {
  override readonly name = 'ToolError';
}

/** Makes a tool whose `run` gets checked input; a wrong input and a `ToolError` become results that say what is wrong. */
export const defineTool = <Schema extends TObject>(definition: {
  readonly name: string;
  readonly description: string;
  readonly input: Schema;
  readonly run: (input: Static<Schema>, context: ToolContext) => Promise<string>;
}): Tool => ({
  name: definition.name,
  description: definition.description,
  inputSchema: definition.input,
  run: async (input, context) => {
    if (!Check(definition.input, input)) return { isError: true, output: explainInput(definition.input, input) };
    try {
      return { isError: false, output: await definition.run(input, context) };
    } catch (cause) {
      return { isError: true, output: explainFailure(cause) };
    }
  },
});

const explainInput = (schema: TObject, input: unknown): string => {
  const problems = Errors(schema, input).map((error) => `${error.instancePath || 'input'}: ${error.message}`);
  return `The input does not fit this tool: ${problems.slice(0, 5).join('; ')}`;
};

const explainFailure = (cause: unknown): string => {
  if (cause instanceof ToolError) return cause.message;
  // The system's own sentence (no such file, permission denied) tells the model what it can act on.
  if (cause instanceof Error && 'code' in cause) return cause.message;
  throw new Error('A tool broke', { cause });
};
