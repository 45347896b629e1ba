/** A value that shows a difference: it was really given to a validator of each side. */
export type Witness = {
  readonly side: 'request' | 'response';
  /** JSON: a whole body or parameter. */
  readonly value: unknown;
  readonly acceptedBy: 'base' | 'head';
  readonly refusedBy: 'head' | 'base';
  /** In the validator's own words. */
  readonly why: string;
  /** JSON pointer into the value: what was refused. */
  readonly path: string;
};
