import type { Dialect } from '../../dialect/schema.ts'
import { causes, dialectVersion } from '../../dialect/words.ts'

/** Status of a cause that was not observed. */
export const unobservedStatus = 0

/** Creates the dialect of an unknown gateway: every required member, with its usual value. */
export const createBlankDialect = (id: string, baseUrl: string): Dialect => ({
  dialect: dialectVersion,
  id,
  name: new URL(baseUrl).host,
  origins: [baseUrl.replace(/\/$/, '')],
  auth: { in: 'header', name: 'Authorization', scheme: 'Bearer', withoutScheme: 'reject', withoutKey: 'reject' },
  request: {
    emptyStrings: 'accept',
    booleans: { query: { true: ['true'], false: ['false'] }, multipart: { true: ['true'], false: ['false'] } },
  },
  operations: {},
  fields: {},
  references: { max: 16, several: 'concatenate', urlsInPrompt: [] },
  prompt: {},
  images: {
    n: { default: 1, min: 1, max: 10, outOfRange: 'reject' },
    size: { default: '1024x1024', accepts: ['pixels'], auto: '1024x1024' },
    formats: { accepts: ['png'], default: 'png' },
  },
  models: { unknown: 'accept', known: [{ match: '*' }] },
  tasks: { id: '{hex:32}', duration: { seconds: 60, queuedShare: 0 }, otherKeys: 'hide' },
  results: { reply: { lens: {} }, item: {}, forms: ['absolute'], default: 'absolute' },
  // Each cause has an entry of its own, so that none falls back to another until it is observed.
  errors: { envelopes: {}, causes: Object.fromEntries(causes.map((cause) => [cause, { status: unobservedStatus }])) },
  sources: {},
})
