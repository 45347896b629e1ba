/** What can be wrong with a registry or one of its packages, by code; documented in the README. A code is never reused. */
export const registryErrors = {
  'models/unknown-model': 'The registry has no such model.',
  'models/unknown-version': 'The registry has no such version of the model.',
  'models/no-serving-version': 'No version of the model serves.',
  'models/card-invalid': 'The card is not what card.schema.json says.',
  'models/file-missing': 'A file of the package is not there.',
  'models/hash-mismatch': 'A file of the package is not the one on its card.',
  'models/file-invalid': 'A file of the package has the right hash and the wrong form.',
  'models/pointer-invalid': 'serving.json is not a serving pointer.',
  'models/out-of-turn': 'The step is not the next one of this version.',
  'models/version-exists': 'The registry has another package under this version.',
} as const;

export type RegistryErrorCode = keyof typeof registryErrors;

/** An expected failure of the registry: what, where and the way out in words. */
export type RegistryFailure = { readonly ok: false; readonly reason: RegistryErrorCode; readonly detail: string };

/** A failure with its code. */
export const failure = (reason: RegistryErrorCode, detail: string): RegistryFailure => ({ ok: false, reason, detail });
