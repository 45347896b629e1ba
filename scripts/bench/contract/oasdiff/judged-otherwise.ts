/**
 * Tests of oasdiff whose word a validator contradicts, with the reason. They are left out of the main score, listed, and
 * counted in a second one.
 */
export const judgedOtherwise: ReadonlyMap<string, string> = new Map([
  [
    'TestBreaking_ReqBodyNewRequiredPropertyNew',
    'called safe: a required property without a schema, so `{}` was accepted and is refused',
  ],
  [
    'TestRequestPropertyMarkedOptional',
    'called safe: it requires a property with an empty name, which nobody sent before',
  ],
  [
    'TestResponseTypeCheckerSuppressedForNullOnly31',
    'called safe by the one check tested: a response becomes nullable, which another check tells',
  ],
  ['TestBreaking_RequestBodyEnumRemoved', 'called breaking: without its enum a request accepts all that it did'],
  ['TestBreaking_AddPattern', 'called breaking: the pattern is on a readOnly property, which no request holds'],
  [
    'TestBreaking_AddPatternRecursive',
    'called breaking: the pattern is on a readOnly property, which no request holds',
  ],
  [
    'TestRequestPropertyAllOfAdded_WithSources_Inline',
    'called breaking: the member that is added to allOf only describes a new optional property',
  ],
  [
    'TestRequestBodyAnyOfMultiMediaTypeDetails',
    'called breaking: the member of anyOf has another name and the same content',
  ],
  ['TestResponseBodyDependentRequiredChanged', 'called breaking: the response promises more than before'],
  ['TestResponsePropertyDependentRequiredChanged', 'called breaking: the response promises more than before'],
  [
    'TestWebhookOperationChangesDetected',
    'called breaking: a webhook is sent by the API, so its body is what callers receive',
  ],
]);
