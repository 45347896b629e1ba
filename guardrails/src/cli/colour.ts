/** What the decision about colour looks at. */
export type ColourInput = {
  readonly isTerminal: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
};

/**
 * Whether to write colour: `NO_COLOR` (any text) says no, else `FORCE_COLOR` (any text but `0` and `false`) says yes, else
 * a terminal that is not `TERM=dumb` does. Sources: no-color.org, force-color.org. Pure.
 */
export const hasColour = ({ isTerminal, env }: ColourInput): boolean => {
  if (isSet(env['NO_COLOR'])) return false;
  if (isSet(env['FORCE_COLOR'])) return !['0', 'false'].includes(env['FORCE_COLOR']);
  return isTerminal && env['TERM'] !== 'dumb';
};

const isSet = (value: string | undefined): value is string => value !== undefined && value !== '';

/** {@link hasColour} for a stream of this process. */
export const streamHasColour = (stream: { readonly isTTY?: boolean }): boolean =>
  hasColour({ isTerminal: stream.isTTY === true, env: process.env });
