/** The words of dialects by themselves: whoever serves one that was judged before needs no schema to judge it by. */

/** What a document may tell of the tokens that were used. */
export const usageKeys = [
  'inputTokens',
  'inputTextTokens',
  'inputImageTokens',
  'outputTokens',
  'outputTextTokens',
  'outputImageTokens',
  'totalTokens',
] as const

/** The canonical request fields that a dialect may name. References and the mask have sections of their own. */
export const canonicalFields = [
  'prompt',
  'model',
  'n',
  'size',
  'aspectRatio',
  'tier',
  'quality',
  'format',
  'compression',
  'background',
  'moderation',
  'user',
  'responseFormat',
  'stream',
  'partialImages',
  'inputFidelity',
  'style',
  'group',
] as const

/** Why a request is refused, or a task fails: the words that the engine knows, each rendered by the provider's table. */
export const causes = [
  'missingKey',
  'wrongKey',
  'noBalance',
  'hardLimit',
  'malformedBody',
  'malformedForm',
  'unsupportedMediaType',
  'missingField',
  'badField',
  'unknownField',
  'promptTooLong',
  'badReference',
  'unknownFile',
  'referenceType',
  'tooManyReferences',
  'referenceTooLarge',
  'referenceTimeout',
  'badMask',
  'unknownModel',
  'retiredModel',
  'modelNotAllowed',
  'unknownTask',
  'linkMalformed',
  'linkInvalid',
  'linkExpired',
  'pictureUnknown',
  'unknownRoute',
  'wrongMethod',
  'retiredRoute',
  'rateLimited',
  'imagesLimited',
  'upstreamLimited',
  'moderated',
  'upstreamFailed',
  'unavailable',
  'internal',
] as const

/** The cause whose row is used when a provider's table has no row for a cause. `badField` and `internal` have no fallback. */
export const fallbackCause: Partial<Record<(typeof causes)[number], (typeof causes)[number]>> = {
  missingKey: 'wrongKey',
  noBalance: 'wrongKey',
  hardLimit: 'noBalance',
  wrongKey: 'badField',
  malformedBody: 'badField',
  malformedForm: 'malformedBody',
  unsupportedMediaType: 'malformedBody',
  missingField: 'badField',
  unknownField: 'badField',
  promptTooLong: 'badField',
  badReference: 'badField',
  unknownFile: 'badReference',
  referenceType: 'badReference',
  tooManyReferences: 'badReference',
  referenceTooLarge: 'badReference',
  referenceTimeout: 'badReference',
  badMask: 'badReference',
  unknownModel: 'badField',
  retiredModel: 'unknownModel',
  modelNotAllowed: 'unknownModel',
  unknownTask: 'unknownRoute',
  unknownRoute: 'badField',
  wrongMethod: 'unknownRoute',
  retiredRoute: 'unknownRoute',
  linkMalformed: 'linkInvalid',
  linkExpired: 'linkInvalid',
  linkInvalid: 'pictureUnknown',
  pictureUnknown: 'unknownRoute',
  rateLimited: 'unavailable',
  imagesLimited: 'rateLimited',
  upstreamLimited: 'rateLimited',
  moderated: 'badField',
  upstreamFailed: 'internal',
  unavailable: 'internal',
}

export const resultForms = ['relative', 'absolute', 'data', 'base64', 'base64Data'] as const

/** Which member of an item holds a form. */
export const itemMemberOf = {
  relative: 'url',
  absolute: 'url',
  data: 'url',
  base64: 'base64',
  base64Data: 'base64',
} as const

export const sourceBases = ['documented', 'example', 'inferred', 'open'] as const
