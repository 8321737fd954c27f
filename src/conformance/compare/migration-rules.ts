import type { Dialect } from '../../dialect/schema.ts'
import type { MigrationIssue } from '../report.ts'

/**
 * How two values of a trait are held against each other.
 * other: both are there and differ. lower, higher: a bound became tighter; none is no bound. fewer: some are not taken any
 * more. gone: there is none any more. new: there was none.
 */
export type Comparison = 'other' | 'lower' | 'higher' | 'fewer' | 'gone' | 'new'

/** What a change of a trait means. `*` stands for each member; the members that are gone are told together. */
export interface MigrationRule {
  readonly trait: string
  readonly when: Comparison
  readonly severity: MigrationIssue['severity']
  /** {from} and {to} are the values, {missing} is what is not taken any more, {name} the member. */
  readonly message: string
  /** Of `fewer`: what is taken where a dialect does not say. */
  readonly all?: readonly string[]
  /** The members that are meant. */
  readonly only?: RegExp
  readonly if?: (from: Dialect, to: Dialect) => boolean
}

const rule = (
  severity: MigrationIssue['severity'],
  when: Comparison,
  trait: string,
  message: string,
  rest: Pick<MigrationRule, 'all' | 'only' | 'if'> = {},
): MigrationRule => ({ severity, when, trait, message, ...rest })

const sendsJson = ({ operations }: Dialect, does: string) =>
  Object.values(operations).some(
    (operation) =>
      operation.does === does &&
      'bodies' in operation &&
      operation.bodies.includes('json') &&
      operation.references !== 'none',
  )
const bothAcceptJson = (from: Dialect, to: Dialect) =>
  ['generate', 'edit'].some((does) => sendsJson(from, does) && sendsJson(to, does))
const ifBothJson = { if: bothAcceptJson }
const ifTarget = (read: (to: Dialect) => unknown) => ({ if: (_: Dialect, to: Dialect) => Boolean(read(to)) })
const ifBothMask = { if: ({ mask }: Dialect, to: Dialect) => mask !== undefined && to.mask !== undefined }
const ifDiffers = (read: (dialect: Dialect) => string) => ({
  if: (from: Dialect, to: Dialect) => read(from).toLowerCase() !== read(to).toLowerCase(),
})
const imageFormats = ['png', 'jpeg', 'webp', 'gif']

export const migrationRules: readonly MigrationRule[] = [
  rule(
    'breaks',
    'other',
    '/auth/header',
    'The key goes into the header {to}.',
    ifDiffers(({ auth }) => auth.header),
  ),
  rule(
    'breaks',
    'other',
    '/auth/scheme',
    'Before the key stands {to}.',
    ifDiffers(({ auth }) => auth.scheme),
  ),
  rule(
    'breaks',
    'other',
    '/auth/required',
    'A request without a key is refused.',
    ifTarget(({ auth }) => auth.required),
  ),
  rule(
    'breaks',
    'other',
    '/auth/schemeOptional',
    'A key without its scheme is refused.',
    ifTarget(({ auth }) => !auth.schemeOptional),
  ),
  rule('breaks', 'gone', '/auth/optionalPrefix', 'A key without {from} before it is refused.'),

  rule(
    'breaks',
    'other',
    '/request/emptyStrings',
    'An empty text is refused.',
    ifTarget((to) => to.request.emptyStrings === 'refused'),
  ),
  rule(
    'differs',
    'other',
    '/request/emptyStrings',
    'An empty text is {to}, not {from}.',
    ifTarget((to) => to.request.emptyStrings !== 'refused'),
  ),
  rule('breaks', 'fewer', '/request/booleans/multipart/true', 'In a form {missing} does not mean yes.'),
  rule('breaks', 'fewer', '/request/booleans/multipart/false', 'In a form {missing} does not mean no.'),

  rule('breaks', 'lower', '/references/max', 'At most {to} pictures are taken along.'),
  rule('breaks', 'lower', '/references/maxBytes', 'A picture that is taken along has at most {to} bytes.'),
  rule('breaks', 'fewer', '/references/formats', 'A picture that is {missing} is not taken along.', {
    all: imageFormats,
  }),
  rule('differs', 'other', '/references/several', 'Of references under several names: {to}.'),
  rule('breaks', 'fewer', '/references/json/fields', 'In JSON no references are read from {missing}.', ifBothJson),
  rule(
    'breaks',
    'fewer',
    '/references/json/shapes',
    'In JSON references may not be in the shape: {missing}.',
    ifBothJson,
  ),
  rule(
    'breaks',
    'fewer',
    '/references/json/items',
    'In JSON a reference may not be in the shape: {missing}.',
    ifBothJson,
  ),
  rule(
    'breaks',
    'fewer',
    '/references/json/accepts',
    'In JSON no reference may be of the kind: {missing}.',
    ifBothJson,
  ),
  rule('breaks', 'other', '/references/json/members/*', 'In JSON a reference has its {name} in {to}.', ifBothJson),
  rule('breaks', 'fewer', '/references/multipart/fields', 'No files are read from {missing}.'),
  rule('breaks', 'new', '/references/multipart/contentTypes', 'A file must say that it is {to}.'),
  rule('differs', 'other', '/references/multipart/text', 'A text where a file belongs is {to}.'),
  rule('loses', 'fewer', '/references/inPrompt', 'A link in the prompt is no reference to {missing} by.'),

  rule('loses', 'gone', '/mask', 'No masks are taken.'),
  rule('breaks', 'fewer', '/mask/multipart', 'In a form no mask is read from {missing}.'),
  rule('breaks', 'fewer', '/mask/json', 'In JSON no mask is read from {missing}.', ifBothJson),
  rule('breaks', 'other', '/mask/as/multipart', 'What a form sends as a mask is taken as a {to}, not as a {from}.'),
  rule(
    'breaks',
    'other',
    '/mask/as/json',
    'What JSON sends as a mask is taken as a {to}, not as a {from}.',
    ifBothJson,
  ),
  rule(
    'breaks',
    'lower',
    '/mask/maxBytes',
    'A mask has at most {to} bytes.',
    ifTarget(({ mask }) => mask),
  ),
  rule('breaks', 'new', '/mask/format', 'A mask must be {to}.', ifBothMask),
  rule(
    'breaks',
    'other',
    '/mask/needsReference',
    'A mask without a picture is refused.',
    ifTarget(({ mask }) => mask?.needsReference),
  ),
  rule('breaks', 'new', '/mask/sameSize', 'A mask must have the size of the picture.', ifBothMask),
  rule('breaks', 'new', '/mask/alpha', 'A mask must have an alpha channel.', ifBothMask),

  rule('breaks', 'lower', '/prompt/max', 'A prompt has a length of at most {to}.'),
  rule('breaks', 'higher', '/prompt/min', 'A prompt has a length of at least {to}.'),
  rule('differs', 'other', '/prompt/unit', 'The length of a prompt is counted in {to}.'),

  rule('breaks', 'lower', '/images/n/max', 'A request makes at most {to} pictures.'),
  rule('breaks', 'new', '/images/n/byTier', 'Some tiers make fewer pictures for a request: {to}.'),
  rule('differs', 'other', '/images/n/default', 'A request that names no number makes {to}.'),
  rule(
    'breaks',
    'other',
    '/images/n/outOfRange',
    'Too many pictures are refused, not cut to the limit.',
    ifTarget(({ images }) => images.n.outOfRange === 'refuse'),
  ),
  rule(
    'differs',
    'other',
    '/images/n/outOfRange',
    'Too many pictures are cut to the limit, not refused.',
    ifTarget(({ images }) => images.n.outOfRange === 'clamp'),
  ),
  rule('differs', 'other', '/images/size/default', 'A picture has the size {to} where none is asked for.'),
  rule('breaks', 'fewer', '/images/size/accepts', 'A size may not be given as {missing}.'),
  rule('breaks', 'higher', '/images/size/multiple', 'The sides of a picture are multiples of {to}.'),
  rule('breaks', 'higher', '/images/size/minPixels', 'A picture has at least {to} pixels.'),
  rule('breaks', 'lower', '/images/size/maxPixels', 'A picture has at most {to} pixels.'),
  rule('breaks', 'lower', '/images/size/maxEdge', 'A side of a picture has at most {to} pixels.'),
  rule('breaks', 'lower', '/images/size/maxRatio', 'A picture is at most {to} times as long as it is wide.'),
  rule('breaks', 'new', '/images/size/allowed', 'Only these sizes are taken: {to}.'),
  rule(
    'breaks',
    'fewer',
    '/images/size/allowed',
    'These sizes are not taken: {missing}.',
    ifTarget((to) => to.images.size.allowed),
  ),
  rule('loses', 'gone', '/images/tier', 'There are no tiers of resolution.'),
  rule('breaks', 'fewer', '/images/formats/accepts', 'No pictures are made as {missing}.'),
  rule('differs', 'other', '/images/formats/default', 'A picture is {to} where no format is asked for.'),
  rule('breaks', 'gone', '/images/formats/words/*', 'These words for a format are not known: {missing}.'),
  rule('breaks', 'fewer', '/images/transparent', 'Nothing transparent is made as {missing}.', { all: ['png', 'webp'] }),

  rule('breaks', 'gone', '/models/default', 'A model must be named.'),
  rule('differs', 'other', '/models/default', 'The model is {to} where none is named.'),
  rule('loses', 'gone', '/models/retrieve', 'A model cannot be looked up.'),
  rule('loses', 'gone', '/files', 'No files can be uploaded to be named by their id.'),
  rule('breaks', 'other', '/files/upload', 'Files are uploaded by {to}.'),

  rule(
    'breaks',
    'fewer',
    '/async/triggers',
    'A task is not asked for by {missing}.',
    ifTarget(({ async }) => async),
  ),
  rule('differs', 'other', '/async/submit/status', 'An accepted task is answered with the status {to}.'),
  rule('breaks', 'other', '/async/submit/lens/*', 'An accepted task has its {name} at {to}.'),
  rule(
    'loses',
    'gone',
    '/async/submit/lens/*',
    'An accepted task does not tell {missing}.',
    ifTarget(({ async }) => async),
  ),
  rule('differs', 'other', '/tasks/id/prefix', 'The ids of tasks begin otherwise.', {
    if: (from, to) => Boolean(from.async && to.async),
  }),

  rule('breaks', 'other', '/results/reply/lens/*', 'A reply has its {name} at {to}.'),
  rule('loses', 'gone', '/results/reply/lens/*', 'A reply does not tell {missing}.', { only: /^(?!.*Tokens$)/ }),
  rule('loses', 'gone', '/results/reply/lens/*', 'A reply does not tell the usage: {missing}.', { only: /Tokens$/ }),
  rule('breaks', 'other', '/results/item/*', 'A picture has its {name} at {to}.'),
  rule('breaks', 'gone', '/results/item/*', 'A picture never has {missing}.'),
  rule('differs', 'lower', '/results/picture/ttl', 'A link to a picture lasts {to} seconds.', {
    if: (from) => from.results.picture !== undefined,
  }),
  rule(
    'breaks',
    'other',
    '/results/picture/auth',
    'A picture is not given without a key.',
    ifTarget((to) => to.results.picture?.auth === 'key'),
  ),
  rule('differs', 'other', '/results/echo', 'An auto that was asked for is told as {to}.'),

  rule('loses', 'gone', '/stream', 'Nothing is streamed.'),
  rule('loses', 'fewer', '/stream/operations', 'Nothing is streamed by {missing}.'),
  rule(
    'breaks',
    'lower',
    '/stream/partialMax',
    'A stream has at most {to} partial pictures.',
    ifTarget(({ stream }) => stream),
  ),
  rule('breaks', 'other', '/stream/events/generate/*', 'The {name} event of generate is {to}.'),
  rule('breaks', 'other', '/stream/events/edit/*', 'The {name} event of edit is {to}.'),
  rule('breaks', 'other', '/stream/lens/*', 'An event has its {name} at {to}.'),
  rule('loses', 'gone', '/stream/lens/*', 'An event does not tell {missing}.'),
  rule('breaks', 'other', '/stream/error/event', 'A stream tells a failure by the event {to}.'),
  rule('differs', 'other', '/stream/done', 'Whether [DONE] ends a stream: {to}.'),

  rule('loses', 'other', '/limits/rate/retryAfter', 'A 429 does not say when to try again.', {
    if: (_, { limits }) => limits?.rate?.retryAfter === 'none',
  }),
  rule('differs', 'other', '/limits/rate/retryAfter', 'A 429 says when to try again in {to}.', {
    if: (from, to) => from.limits?.rate?.retryAfter !== 'none' && to.limits?.rate?.retryAfter !== 'none',
  }),
  rule('loses', 'gone', '/limits/rate/headers/*', 'No header tells how far the limit is: {missing}.'),
  rule('differs', 'lower', '/limits/rate/requests', 'A key has {to} requests in a window.'),
  rule('differs', 'lower', '/limits/rate/images', 'A key has {to} pictures in a window.'),
  rule('loses', 'gone', '/headers/requestId', 'No header names the request.'),
]

/** The same of the operation that tells of a task; the pointers lie within it. */
export const pollMigrationRules: readonly MigrationRule[] = [
  rule('breaks', 'other', '/at', 'A task is looked up by {to}.'),
  rule('breaks', 'other', '/lens/*', 'A task has its {name} at {to}.'),
  rule('loses', 'gone', '/lens/*', 'A task does not tell {missing}.'),
  rule('breaks', 'other', '/states/*', 'A task that is {name} says {to}.'),
  rule('breaks', 'other', '/progress/kind', 'The progress of a task is of the kind {to}.'),
  rule('breaks', 'other', '/time', 'The times of a task are in {to}.'),
  rule('breaks', 'other', '/form', 'A finished task has its pictures as {to}.'),
]
