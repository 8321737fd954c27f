import type { Dialect } from '../../dialect/schema.ts'
import type { MigrationIssue } from '../report.ts'

/**
 * Kind of change between two values of a trait. other: both exist and differ. lower, higher: a limit became stricter; an
 * absent value is no limit. fewer: some items are no longer accepted. gone: the value is absent now. new: the value was
 * absent before.
 */
type Comparison = 'other' | 'lower' | 'higher' | 'fewer' | 'gone' | 'new'

/** Meaning of a change of a trait. `*` stands for each member; all members that are gone make one issue. */
export interface MigrationRule {
  readonly trait: string
  readonly when: Comparison
  readonly severity: MigrationIssue['severity']
  /**
   * Template: {from} and {to} are the values, {missing} lists the items no longer accepted, {name} is the member, {place} the
   * title of its place. `fillTemplate` explains units such as {to:bytes}.
   */
  readonly message: string
  /** For `fewer`: the items accepted by default, if a dialect lists none. */
  readonly all?: readonly string[]
  /** Pattern of the members that the rule applies to. */
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

/** Makes the rules of a value that differs, and of one that only the other gateway has. */
const rulesOfValue = (
  severity: MigrationIssue['severity'],
  trait: string,
  message: string,
  rest?: Parameters<typeof rule>[4],
): MigrationRule[] => (['other', 'new'] as const).map((when) => rule(severity, when, trait, message, rest))

/** Makes the rules of the texts of JSON in a document. */
const rulesOfJsonTexts = (document: string): MigrationRule[] => [
  ...rulesOfValue('breaks', `${document}/jsonTexts`, 'The values at {to} are texts of JSON, which must be parsed.'),
  rule('breaks', 'gone', `${document}/jsonTexts`, 'The value at {from} is no text of JSON.'),
]

const sendsJson = ({ operations }: Dialect, does: string) =>
  Object.values(operations).some(
    (operation) =>
      operation.does === does &&
      'bodies' in operation &&
      operation.bodies.includes('json') &&
      operation.references !== 'reject',
  )
const bothAcceptJson = (from: Dialect, to: Dialect) =>
  ['generate', 'edit'].some((does) => sendsJson(from, does) && sendsJson(to, does))
const ifBothJson = { if: bothAcceptJson }
const acceptsForm = ({ operations }: Dialect) =>
  Object.values(operations).some((operation) => 'bodies' in operation && operation.bodies.includes('multipart'))
// A gateway without forms has an issue of its own.
const ifForm = { if: (_: Dialect, to: Dialect) => acceptsForm(to) }
const ifTarget = (read: (to: Dialect) => unknown) => ({ if: (_: Dialect, to: Dialect) => Boolean(read(to)) })
const ifBothMask = { if: ({ mask }: Dialect, to: Dialect) => mask !== undefined && to.mask !== undefined }
const mayStandAlone = ({ results }: Dialect) => !['always', undefined].includes(results.reply.list)
const lacksEventLines = ({ stream }: Dialect) => stream?.eventLines === false
const imageFormats = ['png', 'jpeg', 'webp', 'gif']

const ifBothLists = { if: (from: Dialect, to: Dialect) => Boolean(from.tasks.lists && to.tasks.lists) }

/** Lists the rules for lists of tasks of a kind: those that a request names, or all of them. */
const listRules = (kind: string): MigrationRule[] => [
  rule('breaks', 'other', `/tasks/lists/${kind}/at`, 'The endpoint that lists tasks is {to}.'),
  rule('breaks', 'other', `/tasks/lists/${kind}/lens/*`, 'A list of tasks has {place} at {to}.'),
  rule('loses', 'gone', `/tasks/lists/${kind}/lens/*`, 'A list of tasks lacks {missing}.'),
  ...rulesOfValue('breaks', `/tasks/lists/${kind}/part`, 'A task in a list is the part {to} of a poll.', ifBothLists),
  rule('breaks', 'gone', `/tasks/lists/${kind}/part`, 'A task in a list is the whole document of a poll.'),
]

export const migrationRules: readonly MigrationRule[] = [
  rule('breaks', 'other', '/auth/in', 'The key must be sent in the {to:word}.'),
  rule('breaks', 'other', '/auth/name', 'The key must be sent in the header {to}.', {
    if: (from, to) => to.auth.in === 'header' && from.auth.name.toLowerCase() !== to.auth.name.toLowerCase(),
  }),
  rule('breaks', 'other', '/auth/name', 'The key must be sent in the parameter {to} of the query.', {
    if: (_, to) => to.auth.in === 'query',
  }),
  rule('breaks', 'other', '/auth/scheme', 'The word before the key is {to}.', {
    if: (from, to) => to.auth.scheme !== '' && from.auth.scheme.toLowerCase() !== to.auth.scheme.toLowerCase(),
  }),
  rule(
    'breaks',
    'other',
    '/auth/scheme',
    'The key stands alone, without the word {from} before it.',
    ifTarget(({ auth }) => auth.scheme === ''),
  ),
  rule(
    'breaks',
    'other',
    '/auth/withoutKey',
    'A request without a key is refused.',
    ifTarget(({ auth }) => auth.withoutKey === 'reject'),
  ),
  rule(
    'breaks',
    'other',
    '/auth/withoutScheme',
    'A key without its scheme is refused.',
    ifTarget(({ auth }) => auth.withoutScheme === 'reject'),
  ),
  rule('breaks', 'gone', '/auth/optionalPrefix', 'A key without the prefix {from} is refused.'),

  rule(
    'breaks',
    'other',
    '/request/emptyStrings',
    'An empty string is refused.',
    ifTarget((to) => to.request.emptyStrings === 'reject'),
  ),
  rule(
    'differs',
    'other',
    '/request/emptyStrings',
    'An empty string counts as no value.',
    ifTarget((to) => to.request.emptyStrings === 'ignore'),
  ),
  rule(
    'differs',
    'other',
    '/request/emptyStrings',
    'An empty string is a value like any other.',
    ifTarget((to) => to.request.emptyStrings === 'accept'),
  ),
  rule('breaks', 'fewer', '/request/booleans/multipart/true', 'In a form, {missing} does not mean true.', ifForm),
  rule('breaks', 'fewer', '/request/booleans/multipart/false', 'In a form, {missing} does not mean false.', ifForm),

  rule('breaks', 'lower', '/references/max', 'A request has at most {to:reference image}.'),
  rule('breaks', 'lower', '/references/maxBytes', 'A reference image has at most {to:bytes}.'),
  rule('breaks', 'fewer', '/references/formats', 'A reference image may not be {missing}.', {
    all: imageFormats,
  }),
  rule('differs', 'other', '/references/several', 'Reference images under several names: {to:word}.'),
  rule(
    'breaks',
    'fewer',
    '/references/json/fields',
    'In JSON, reference images are not read from {missing}.',
    ifBothJson,
  ),
  rule(
    'breaks',
    'fewer',
    '/references/json/shapes',
    'In JSON, the field of reference images may not be of the type {missing}.',
    ifBothJson,
  ),
  rule(
    'breaks',
    'fewer',
    '/references/json/items',
    'In JSON, a reference image may not be of the type {missing}.',
    ifBothJson,
  ),
  rule(
    'breaks',
    'fewer',
    '/references/json/accepts',
    'In JSON, a reference image may not be given as {missing}.',
    ifBothJson,
  ),
  rule('breaks', 'other', '/references/json/members/*', 'In JSON, a reference image has {place} in {to}.', ifBothJson),
  ...rulesOfValue(
    'breaks',
    '/references/json/fixed',
    'In JSON, a reference image as an object must have the members {to}.',
    ifBothJson,
  ),
  rule('breaks', 'fewer', '/references/multipart/fields', 'In a form, files are not read from {missing}.', ifForm),
  rule('breaks', 'new', '/references/multipart/contentTypes', 'The content type of a file must be {to}.', ifForm),
  rule('differs', 'other', '/references/multipart/text', 'In a form, a text in place of a file: {to:word}.', ifForm),
  rule(
    'loses',
    'fewer',
    '/references/urlsInPrompt',
    'Links in the prompt are not used as references for {missing:word}.',
  ),

  rule('loses', 'gone', '/mask', 'Masks are not supported.'),
  rule('breaks', 'fewer', '/mask/multipart', 'In a form, a mask is not read from {missing}.', ifForm),
  rule('breaks', 'fewer', '/mask/json', 'In JSON, a mask is not read from {missing}.', ifBothJson),
  rule(
    'breaks',
    'other',
    '/mask/as/multipart',
    'In a form, a mask is used as a {to:word}, not as a {from:word}.',
    ifForm,
  ),
  rule('breaks', 'other', '/mask/as/json', 'In JSON, a mask is used as a {to:word}, not as a {from:word}.', ifBothJson),
  rule(
    'breaks',
    'lower',
    '/mask/maxBytes',
    'A mask has at most {to:bytes}.',
    ifTarget(({ mask }) => mask),
  ),
  rule('breaks', 'new', '/mask/format', 'The format of a mask must be {to}.', ifBothMask),
  rule(
    'breaks',
    'other',
    '/mask/withoutReference',
    'A mask without a reference image is refused.',
    ifTarget(({ mask }) => mask?.withoutReference === 'reject'),
  ),
  rule('breaks', 'new', '/mask/otherSize', 'A mask must have the size of the reference image.', ifBothMask),
  rule('breaks', 'new', '/mask/withoutAlpha', 'A mask must have an alpha channel.', ifBothMask),

  rule('breaks', 'lower', '/prompt/max', 'A prompt has at most {to:character}.'),
  rule('breaks', 'higher', '/prompt/min', 'A prompt has at least {to:character}.'),
  rule('differs', 'other', '/prompt/unit', 'The length of a prompt is counted in {to}.'),

  rule('breaks', 'lower', '/images/n/max', 'A request generates at most {to:image}.'),
  rule('breaks', 'new', '/images/n/byTier', 'Some resolution tiers generate fewer images per request: {to}.'),
  rule('differs', 'other', '/images/n/default', 'The default number of images is {to}.'),
  rule(
    'breaks',
    'other',
    '/images/n/outOfRange',
    'Too many images are refused, not reduced to the limit.',
    ifTarget(({ images }) => images.n.outOfRange === 'reject'),
  ),
  rule(
    'differs',
    'other',
    '/images/n/outOfRange',
    'Too many images are reduced to the limit, not refused.',
    ifTarget(({ images }) => images.n.outOfRange === 'clamp'),
  ),
  rule('differs', 'other', '/images/size/default', 'The default size of an image is {to}.'),
  rule('breaks', 'fewer', '/images/size/accepts', 'A size may not be given as {missing}.'),
  ...rulesOfValue('breaks', '/images/size/separators/pixels', 'A size in pixels is written as WIDTH{to:word}HEIGHT.'),
  ...rulesOfValue('breaks', '/images/size/separators/ratio', 'The separator of a ratio is {to}.'),
  rule('breaks', 'gone', '/images/size/separators/pixels', 'A size in pixels is written as WIDTHxHEIGHT.'),
  rule('breaks', 'gone', '/images/size/separators/ratio', 'The separator of a ratio is the colon.'),
  rule('breaks', 'higher', '/images/size/multiple', 'Width and height of an image must be multiples of {to:pixel}.'),
  rule('breaks', 'higher', '/images/size/minPixels', 'An image has at least {to:pixel}.'),
  rule('breaks', 'lower', '/images/size/maxPixels', 'An image has at most {to:pixel}.'),
  rule('breaks', 'lower', '/images/size/maxEdge', 'Width and height of an image are at most {to:pixel}.'),
  rule('breaks', 'higher', '/images/size/minEdge', 'Width and height of an image are at least {to:pixel}.'),
  rule(
    'breaks',
    'lower',
    '/images/size/maxRatio',
    'The longer side of an image is at most {to} times the shorter side.',
  ),
  rule('breaks', 'gone', '/images/size/words/*', 'The size has no word {missing}.'),
  rule('differs', 'other', '/images/size/words/*', 'The word {name} means the size {to}.'),
  rule('breaks', 'new', '/images/size/allowed', 'Only these sizes are accepted: {to}.'),
  rule(
    'breaks',
    'fewer',
    '/images/size/allowed',
    'These sizes are not accepted: {missing}.',
    ifTarget((to) => to.images.size.allowed),
  ),
  rule('loses', 'gone', '/images/tier', 'Resolution tiers are not supported.'),
  rule('breaks', 'fewer', '/images/formats/accepts', 'No images are generated as {missing}.'),
  rule('differs', 'other', '/images/formats/default', 'The default format of an image is {to}.'),
  rule('breaks', 'gone', '/images/formats/words/*', 'These names of formats are unknown: {missing}.'),
  rule('breaks', 'fewer', '/images/transparent', 'No transparent images are generated as {missing}.', {
    all: ['png', 'webp'],
  }),

  rule('breaks', 'gone', '/models/place', 'The path does not name the model.'),
  rule('breaks', 'new', '/models/place', 'The path names the model.'),
  rule('breaks', 'fewer', '/auth/extraPlaces', 'The API key is not accepted in these places: {missing}.'),
  rule(
    'breaks',
    'gone',
    '/models/default',
    'A request must name a model.',
    ifTarget(({ fields, models }) => fields.model ?? models.place),
  ),
  rule('differs', 'other', '/models/default', 'The default model is {to}.'),
  rule('loses', 'gone', '/models/list', 'Models cannot be listed.'),
  rule('loses', 'gone', '/models/retrieve', 'Models cannot be retrieved.'),
  rule('breaks', 'gone', '/idempotency', 'A repeat of a request is charged again, whatever key it has.'),
  rule('breaks', 'other', '/idempotency/header', 'The key of a repeat is in the header {to}.'),
  rule('breaks', 'lower', '/idempotency/windowSeconds', 'A repeat is charged again after {to:seconds}.'),
  rule('breaks', 'new', '/idempotency/windowSeconds', 'A repeat is charged again after {to:seconds}.', {
    if: ({ idempotency }) => idempotency !== undefined,
  }),
  rule('loses', 'gone', '/idempotency/headers/*', 'The reply to a repeat lacks {missing}.'),
  rule('differs', 'other', '/idempotency/otherBody', 'Another body under the key of an earlier request: {to:word}.'),
  rule('differs', 'other', '/charges/unit', 'Prices are in {to}.'),
  rule('differs', 'other', '/charges/perImage', 'An image costs {to}.'),
  rule('differs', 'other', '/charges/byTier/*', 'An image of the tier {name} costs {to}.'),
  rule('differs', 'other', '/charges/byModel/*', 'An image of the model {name} costs {to}.'),
  rule('differs', 'gone', '/charges/failed', 'The charge of a failed task is not given back.', {
    if: ({ charges }) => charges?.failed === 'refund',
  }),
  rule('differs', 'other', '/charges/failed', 'The charge of a failed task: {to:word}.'),
  rule('differs', 'other', '/charges/cancelled', 'The charge of a cancelled task: {to:word}.'),
  rule('loses', 'gone', '/charges/balances', 'No endpoint reports the balance.'),
  rule('breaks', 'other', '/charges/balances/*/at', 'The balance is at {to}.'),
  rule('breaks', 'other', '/charges/balances/*/lens/*', 'A balance has {place} at {to}.'),
  rule('loses', 'gone', '/charges/balances/*/lens/*', 'A balance lacks {missing}.'),
  rule('differs', 'other', '/charges/balances/*/creditsPerUnit', 'A unit of prices has {to} credits.'),
  rule('differs', 'other', '/charges/balances/*/unlimited', 'A balance without a limit is {to}.'),
  rule('loses', 'gone', '/files', 'Files cannot be uploaded and referenced by id or by link.'),
  rule('breaks', 'gone', '/files/id', 'An upload has no id.'),
  rule('breaks', 'gone', '/files/link', 'An upload has no link.'),
  rule('breaks', 'lower', '/files/link/ttlSeconds', 'A link to an upload works for {to:seconds}.'),
  rule('breaks', 'lower', '/files/maxBytes', 'An upload has at most {to:bytes}.'),
  rule('breaks', 'fewer', '/files/formats', 'An upload may not be {missing}.', { all: imageFormats }),
  rule('breaks', 'other', '/files/upload', 'The endpoint for file uploads is {to}.'),

  rule(
    'breaks',
    'fewer',
    '/async/triggers',
    'These switches do not request a task: {missing}.',
    ifTarget(({ async }) => async),
  ),
  rule('differs', 'other', '/async/submit/status', 'The response with a new task has the status {to}.'),
  rule('breaks', 'other', '/async/submit/lens/*', 'A new task has {place} at {to}.'),
  rule(
    'loses',
    'gone',
    '/async/submit/lens/*',
    'The response with a new task lacks {missing}.',
    ifTarget(({ async }) => async),
  ),
  rule('breaks', 'other', '/async/submit/time', 'The times of a new task are in the form {to}.'),
  rule(
    'breaks',
    'new',
    '/async/submit/time',
    'The times of a new task are in the form {to}.',
    ifTarget(({ async }) => async?.submit.time !== 'seconds'),
  ),
  rule('breaks', 'gone', '/async/submit/time', 'The times of a new task are in seconds.', {
    if: (from, to) => from.async?.submit.time !== 'seconds' && to.async?.submit.lens.createdAt !== undefined,
  }),
  rule('loses', 'gone', '/async/wait/name', 'No request can wait for the end of its task.'),
  rule('breaks', 'other', '/async/wait/*', 'The {name} of the wait for the end of a task is {to}.', {
    only: /^(in|name|token)$/,
  }),
  rule('breaks', 'other', '/async/wait/document', 'The response when the task has ended is that of a {to:word}.'),
  rule('differs', 'other', '/async/wait/status', 'The response when the task has ended has the status {to}.'),
  rule('differs', 'other', '/async/wait/defaultSeconds', 'A wait without a number lasts {to:seconds}.'),
  rule('loses', 'gone', '/async/wait/defaultSeconds', 'A wait must have a number of seconds.', {
    if: (_, { async }) => async?.wait !== undefined,
  }),
  rule('differs', 'lower', '/async/wait/maxSeconds', 'A request can wait for at most {to:seconds}.', {
    if: (_, { async }) => async?.wait !== undefined,
  }),
  ...rulesOfValue('breaks', '/async/wait/outOfRange', 'A wait beyond the limit is refused, not shortened.', {
    if: (from, to) => from.async?.wait !== undefined && to.async?.wait?.outOfRange === 'reject',
  }),
  rule('differs', 'other', '/tasks/id', 'Task ids have another prefix.', {
    if: (from, to) => Boolean(from.async && to.async),
  }),

  rule('loses', 'gone', '/callbacks', 'No callback tells of the end of a task.'),
  rule('loses', 'fewer', '/callbacks/states', 'No callback tells of a task that is {missing}.'),
  rule('breaks', 'other', '/callbacks/document', 'The body of a callback is {to}.'),
  rule('loses', 'gone', '/callbacks/signature', 'Callbacks are not signed.'),
  rule('breaks', 'other', '/callbacks/signature/*', 'The {name} of the signature of callbacks is {to}.'),
  rule('loses', 'gone', '/callbacks/headers/*', 'Callbacks lack the header {missing}.'),
  rule('breaks', 'lower', '/callbacks/timeoutSeconds', 'A receiver of callbacks has {to:seconds} to respond.', {
    if: ({ callbacks }) => callbacks !== undefined,
  }),
  rule('breaks', 'new', '/tasks/result/at', 'The images of a task have an endpoint of their own: {to}.', {
    if: (from, to) => Boolean(from.async && to.async),
  }),
  rule('breaks', 'gone', '/tasks/result/at', 'The poll of a task has its images.', {
    if: (from, to) => Boolean(from.async && to.async),
  }),
  rule('breaks', 'other', '/tasks/result/at', 'The endpoint of the images of a task is {to}.'),
  // The lists are named by their kind here, because each gateway has names of its own.
  rule('loses', 'gone', '/tasks/lists/named', 'No request reports several tasks by their ids.'),
  rule('loses', 'gone', '/tasks/lists/all', 'No request lists all tasks.'),
  ...['named', 'all'].flatMap(listRules),
  rule(
    'breaks',
    'lower',
    '/tasks/lists/named/ids/max',
    'A request for several tasks has at most {to:id}.',
    ifBothLists,
  ),
  rule(
    'breaks',
    'new',
    '/tasks/lists/named/ids/separator',
    'Task ids stand in one text, with {to} between two.',
    ifBothLists,
  ),
  rule('breaks', 'other', '/tasks/lists/named/ids/separator', 'The text between two task ids is {to}.'),
  rule('breaks', 'gone', '/tasks/lists/named/ids/separator', 'Task ids do not stand in one text.'),
  rule('breaks', 'other', '/tasks/lists/named/ids/*', 'The {name} of task ids is {to}.', { only: /^(in|name)$/ }),
  ...rulesOfValue('breaks', '/tasks/lists/named/ids/unknown', 'A request with an unknown task id is refused.', {
    if: (from, to) =>
      from.tasks.lists !== undefined &&
      Object.values(to.tasks.lists ?? {}).some(({ ids }) => ids?.unknown === 'reject'),
  }),
  rule('differs', 'other', '/tasks/lists/all/page/size', 'A page of the list of tasks has {to:task}.'),
  rule(
    'differs',
    'lower',
    '/tasks/lists/all/page/maxSize',
    'A page of the list of tasks has at most {to:task}.',
    ifBothLists,
  ),
  rule('breaks', 'other', '/tasks/lists/all/page/limit/*', 'The {name} of the number of tasks in a list is {to}.'),
  rule('loses', 'gone', '/tasks/lists/all/page/limit', 'No request names the number of tasks in a list.'),
  rule('breaks', 'other', '/tasks/lists/all/page/next/*', 'The {name} of a further page of tasks is {to}.'),
  rule('loses', 'gone', '/tasks/lists/all/page/next', 'No request names a further page of tasks.'),
  rule('loses', 'gone', '/tasks/cancel/at', 'A task cannot be cancelled.'),
  rule('breaks', 'other', '/tasks/cancel/at', 'The endpoint that cancels a task is {to}.'),
  rule('differs', 'other', '/tasks/cancel/replies/*/status', 'The reply that cancels a task has the status {to}.'),
  rule('breaks', 'gone', '/tasks/cancel/replies/*/status', 'A task in some states cannot be cancelled: {missing}.', {
    if: (_, to) => to.tasks.cancel !== undefined,
  }),

  rule('breaks', 'other', '/results/reply/lens/*', 'A response has {place} at {to}.'),
  rule('loses', 'gone', '/results/reply/lens/*', 'A response lacks {missing}.', { only: /^(?!.*Tokens$)/ }),
  rule('loses', 'gone', '/results/reply/lens/*', 'A response lacks numbers of tokens: {missing}.', { only: /Tokens$/ }),
  rule('breaks', 'other', '/results/reply/time', 'The times of a response are in the form {to}.'),
  rule(
    'breaks',
    'new',
    '/results/reply/time',
    'The times of a response are in the form {to}.',
    ifTarget(({ results }) => results.reply.time !== 'seconds'),
  ),
  rule('breaks', 'gone', '/results/reply/time', 'The times of a response are in seconds.', {
    if: (from, to) => from.results.reply.time !== 'seconds' && to.results.reply.lens.createdAt !== undefined,
  }),
  rule('breaks', 'new', '/results/reply/list', 'One image may stand without a list: {to}.', ifTarget(mayStandAlone)),
  rule('breaks', 'other', '/results/reply/list', 'A list of one image, or one image alone: {to}.'),
  rule('breaks', 'gone', '/results/reply/list', 'Images always stand in a list.', { if: mayStandAlone }),
  ...rulesOfJsonTexts('/results/reply'),
  rule('breaks', 'other', '/results/item/*', 'An image has {place} at {to}.'),
  rule('breaks', 'gone', '/results/item/*', 'An image never has {missing}.', { only: /^(url|base64|fileId)$/ }),
  rule('loses', 'gone', '/results/item/*', 'An image lacks {missing}.', {
    only: /^(mediaType|revisedPrompt|index|errorCode|errorMessage|linkExpiresAt|linkTtlSeconds)$/,
  }),
  rule('differs', 'lower', '/results/image/ttlSeconds', 'A link to an image expires after {to:seconds}.', {
    if: (from) => from.results.image !== undefined,
  }),
  rule(
    'breaks',
    'other',
    '/results/image/withoutKey',
    'An image cannot be fetched without a key.',
    ifTarget((to) => to.results.image?.withoutKey === 'reject'),
  ),
  rule('differs', 'other', '/results/echo', 'The response repeats auto as {to}.'),

  rule('loses', 'gone', '/stream', 'Streaming is not supported.'),
  rule('loses', 'fewer', '/stream/operations', 'Streaming is not supported for {missing:word}.'),
  rule(
    'breaks',
    'lower',
    '/stream/maxPartialImages',
    'A stream has at most {to:partial image}.',
    ifTarget(({ stream }) => stream),
  ),
  rule('breaks', 'other', '/stream/events/generate/*', 'The {name} event of generations is {to}.'),
  rule('breaks', 'other', '/stream/events/edit/*', 'The {name} event of edits is {to}.'),
  rule('breaks', 'other', '/stream/lens/*', 'An event has {place} at {to}.'),
  rule('loses', 'gone', '/stream/lens/*', 'An event lacks {missing}.'),
  rule('breaks', 'other', '/stream/error/event', 'A stream reports a failure in the event {to}.'),
  rule('breaks', 'new', '/stream/eventLines', 'No line of a stream names its event.', ifTarget(lacksEventLines)),
  rule('breaks', 'other', '/stream/eventLines', 'No line of a stream names its event.', ifTarget(lacksEventLines)),
  rule('differs', 'other', '/stream/done', '[DONE] at the end of a stream: {to}.'),

  rule('loses', 'other', '/limits/retryAfter', 'A 429 response does not say when to retry.', {
    if: (_, { limits }) => limits?.retryAfter === 'none',
  }),
  rule('differs', 'other', '/limits/retryAfter', 'A 429 response gives the time to retry in the form {to:word}.', {
    if: (from, to) => from.limits?.retryAfter !== 'none' && to.limits?.retryAfter !== 'none',
  }),
  // The limits are named by what they count here, because each gateway has names of its own.
  rule('loses', 'gone', '/limits/buckets/requests/headers/*', 'These rate limit headers are missing: {missing}.'),
  rule('loses', 'gone', '/limits/buckets/polls/headers/*', 'These rate limit headers of polls are missing: {missing}.'),
  rule('differs', 'lower', '/limits/buckets/requests/max', 'A caller may send {to:request} per window.'),
  rule('differs', 'lower', '/limits/buckets/images/max', 'A caller may generate {to:image} per window.'),
  rule('differs', 'lower', '/limits/buckets/polls/max', 'A caller may send {to:poll} per window.'),
  rule('differs', 'lower', '/limits/buckets/tasks/max', 'A caller may have {to:task} at the same time.'),
  rule('differs', 'new', '/limits/buckets/requests/per', 'All keys of a user share the limit on requests.', {
    if: (_, { limits }) => Object.values(limits?.buckets ?? {}).some(({ per }) => per === 'user'),
  }),
  rule('loses', 'gone', '/headers/requestId', 'No header has the request id.'),
]

/** Rules for the operation that returns a task. Their pointers are relative to the operation. */
export const pollMigrationRules: readonly MigrationRule[] = [
  rule('breaks', 'other', '/at', 'The endpoint for polling a task is {to}.'),
  rule('breaks', 'other', '/lens/*', 'A task has {place} at {to}.'),
  rule('loses', 'gone', '/lens/*', 'A task lacks {missing}.'),
  rule('breaks', 'other', '/list', 'A list of one image, or one image alone: {to}.'),
  ...rulesOfJsonTexts(''),
  rule('breaks', 'other', '/states/*', 'The state of a task that is {name} is {to}.'),
  rule('breaks', 'new', '/states/*', 'A task can be {name}: its state is {to}.'),
  ...rulesOfValue('differs', '/statesByCause/*', 'The state of a task that failed by {name} is {to}.'),
  rule('breaks', 'other', '/progress/kind', 'The progress of a task is of the kind {to:word}.'),
  rule('breaks', 'other', '/time', 'The times of a task are in the form {to}.'),
  rule('breaks', 'other', '/form', 'A finished task returns its images as {to}.'),
]
