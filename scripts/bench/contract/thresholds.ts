import thresholdsFile from './thresholds.json' with { type: 'json' };

/** The limits that were committed before the runs that confirm them. */
export const thresholds = thresholdsFile;
