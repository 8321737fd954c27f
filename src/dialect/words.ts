// Words of dialects without the schema, because a mock of a prebuilt dialect never loads the schema.

/** Numbers of tokens that a document can report. */
export const usageKeys = [
  'inputTokens',
  'inputTextTokens',
  'inputImageTokens',
  'outputTokens',
  'outputTextTokens',
  'outputImageTokens',
  'totalTokens',
] as const

/** Canonical request fields that a dialect can name. Reference images and the mask have their own sections. */
export const canonicalFields = [
  'prompt',
  'model',
  'n',
  'size',
  'aspectRatio',
  'width',
  'height',
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

/** Causes for which the engine refuses a request or fails a task; the dialect has the provider's response for each. */
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
  'uploadType',
  'uploadTooLarge',
  'badMask',
  'unknownModel',
  'retiredModel',
  'modelNotAllowed',
  'unknownTask',
  'taskUnfinished',
  'taskCancelled',
  'taskNotCancellable',
  'linkMalformed',
  'linkInvalid',
  'linkExpired',
  'imageUnknown',
  'unknownRoute',
  'wrongMethod',
  'retiredRoute',
  'rateLimited',
  'imagesLimited',
  'tasksLimited',
  'idempotencyReused',
  'idempotencyRunning',
  'upstreamLimited',
  'moderated',
  'upstreamFailed',
  'unavailable',
  'internal',
] as const

/** Wider cause whose response stands in when a provider has none for a cause. `badField` and `internal` have no fallback. */
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
  uploadType: 'badReference',
  uploadTooLarge: 'referenceTooLarge',
  badMask: 'badReference',
  unknownModel: 'badField',
  retiredModel: 'unknownModel',
  modelNotAllowed: 'unknownModel',
  unknownTask: 'unknownRoute',
  taskUnfinished: 'unknownTask',
  taskCancelled: 'unknownTask',
  taskNotCancellable: 'unknownTask',
  unknownRoute: 'badField',
  wrongMethod: 'unknownRoute',
  retiredRoute: 'unknownRoute',
  linkMalformed: 'linkInvalid',
  linkExpired: 'linkInvalid',
  linkInvalid: 'imageUnknown',
  imageUnknown: 'unknownRoute',
  rateLimited: 'unavailable',
  imagesLimited: 'rateLimited',
  tasksLimited: 'rateLimited',
  idempotencyReused: 'badField',
  idempotencyRunning: 'idempotencyReused',
  upstreamLimited: 'rateLimited',
  moderated: 'badField',
  upstreamFailed: 'internal',
  unavailable: 'internal',
}

export const resultForms = ['relative', 'absolute', 'data', 'base64', 'base64Data'] as const

/** Member of an item that holds each form. */
export const itemMemberOf = {
  relative: 'url',
  absolute: 'url',
  data: 'url',
  base64: 'base64',
  base64Data: 'base64',
} as const

/** Tests for a form that is a link. */
export const isLinkForm = (form: (typeof resultForms)[number] | undefined): boolean =>
  form === 'relative' || form === 'absolute'

/** Rules for the images of a document: in a list, or one image alone. */
export const listRules = ['always', 'severalOnly', 'never'] as const
export type ListRule = (typeof listRules)[number]

export const sourceBases = ['documented', 'example', 'inferred', 'open'] as const

/** Version of the dialect's format that this package reads. */
export const dialectVersion = 1
