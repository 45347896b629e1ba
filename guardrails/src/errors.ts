/**
 * A user's mistake: caught once, by the command line, and printed as one sentence without a stack (exit 2).
 * The message names the option or file, the value got, and the way out.
 */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';
}
