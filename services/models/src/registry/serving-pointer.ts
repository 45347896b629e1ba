import { Type, type Static } from 'typebox';

const Version = Type.String({ pattern: '^[a-z0-9][a-z0-9.-]*$', maxLength: 80 });

/**
 * Which versions of one model serve: `full` answers, `canary` answers its percentage of listeners, `shadow` scores beside
 * and answers nobody. It is the file `serving.json` in the model's folder, always replaced as a whole.
 */
export const ServingPointer = Type.Object({
  full: Version,
  canary: Type.Optional(
    Type.Object({ version: Version, percent: Type.Number({ exclusiveMinimum: 0, exclusiveMaximum: 100 }) }),
  ),
  shadow: Type.Optional(Version),
});
export type ServingPointer = Static<typeof ServingPointer>;
