import type picocolors from 'picocolors';

/** Terminal colours, or functions that leave text as it is. */
export type Colours = ReturnType<typeof picocolors.createColors>;
