import { expect, test } from 'vitest'
import { migrationIssues } from '../../src/conformance/compare/migration.ts'
import { findProvider, type Provider, shippedIds } from '../../src/dialect/provider.ts'
import { deviant } from '../support/gateway.ts'

const ids = await shippedIds()
const providers = new Map(await Promise.all(ids.map(async (id) => [id, await findProvider(id)] as const)))
const dialectOf = (id: string, change: Record<string, unknown> = {}) =>
  deviant(providers.get(id) as Provider, change).dialect
const usage = [
  'input_tokens',
  'input_tokens_details/text_tokens',
  'input_tokens_details/image_tokens',
  'output_tokens',
  'output_tokens_details/text_tokens',
  'output_tokens_details/image_tokens',
  'total_tokens',
].map((name) => `/usage/${name}`)
test.each(ids)('code that stays with %s has no issues', (id) => {
  const dialect = dialectOf(id)
  expect(migrationIssues(dialect, dialect)).toEqual([])
})

test('a key that moves to the query', () => {
  const issues = migrationIssues(
    dialectOf('openai'),
    dialectOf('openai', {
      '/auth': { in: 'query', name: 'key', scheme: '', withoutScheme: 'reject', withoutKey: 'reject' },
    }),
  )
  expect(issues.slice(0, 2).map(({ what, trait }) => [what, trait])).toEqual([
    ['The key must be sent in the query.', '/auth/in'],
    ['The key must be sent in the parameter "key" of the query.', '/auth/name'],
  ])
})

test('a wait and lists of tasks that change, or that are gone', () => {
  const wait = { in: 'header', name: 'Prefer', token: 'wait', maxSeconds: 60, document: 'poll' }
  const named = {
    ids: { in: 'body', name: 'task_ids', max: 100 },
    lens: { items: '/data' },
    poll: 'task',
    part: '/data',
  }
  const lists = { several: { at: 'POST /tasks/batch', ...named } }
  const from = dialectOf('apimart', { '/async/wait': wait, '/tasks/lists': lists })
  const other = {
    '/async/wait': { ...wait, maxSeconds: 30, outOfRange: 'reject', document: 'reply' },
    '/tasks/lists': { batch: { ...lists.several, ids: { ...named.ids, name: 'ids', max: 20, unknown: 'reject' } } },
  }
  const issuesOf = (change: Record<string, unknown>) =>
    migrationIssues(from, dialectOf('apimart', change)).map(({ what, trait }) => [what, trait])
  expect(issuesOf(other)).toEqual([
    ['The response when the task has ended is that of a reply.', '/async/wait/document'],
    ['A wait beyond the limit is refused, not shortened.', '/async/wait/outOfRange'],
    ['A request for several tasks has at most 20 ids.', '/tasks/lists/named/ids/max'],
    ['The name of task ids is "ids".', '/tasks/lists/named/ids/name'],
    ['A request with an unknown task id is refused.', '/tasks/lists/named/ids/unknown'],
    ['A request can wait for at most 30 s.', '/async/wait/maxSeconds'],
  ])
  expect(issuesOf({})).toEqual([
    ['No request can wait for the end of its task.', '/async/wait/name'],
    ['No request reports several tasks by their ids.', '/tasks/lists/named'],
  ])
})

test('from OpenAI to DimiLinks', () => {
  const issues = migrationIssues(dialectOf('openai'), dialectOf('dimilinks'))
  const issuesOf = (severity: string) =>
    issues.filter((issue) => issue.severity === severity).map(({ what, trait }) => [what, trait])
  expect(issuesOf('breaks')).toEqual([
    ['Edits do not accept JSON.', '/operations/edit/bodies'],
    ['An image is returned as a relative URL in /url, not as base64 in /b64_json.', '/results/default'],
    ['"quality" is the resolution tier, not the quality.', '/fields/quality'],
    ['"safety_identifier" is called "user".', '/fields/user'],
    [
      'These models are unknown: "gpt-image-2-2026-04-21", "gpt-image-2.5-sunburst*", "gpt-image-2.5-flare*", "gpt-image-2.6-sunburst", "gpt-image-2.6-flare".',
      '/models/known',
    ],
    ['A request has at most 9 reference images.', '/references/max'],
    ['A reference image has at most 20 MiB.', '/references/maxBytes'],
    ['In a form, a mask is not read from "markup".', '/mask/multipart'],
    ['In a form, a mask is used as a reference, not as a mask.', '/mask/as/multipart'],
    ['A request generates at most 4 images.', '/images/n/max'],
    ['Some resolution tiers generate fewer images per request: "1k": 1.', '/images/n/byTier'],
    ['An image never has /b64_json.', '/results/item'],
    [
      'No balance: the status is 402, not 429. Official clients throw APIError, not RateLimitError, and do not retry.',
      '/errors/causes/noBalance',
    ],
    [
      'Spending limit reached: the status is 402, not 400. Official clients throw APIError, not BadRequestError.',
      '/errors/causes/noBalance',
    ],
    [
      'Unknown file: the status is 400, not 404. Official clients throw BadRequestError, not NotFoundError.',
      '/errors/causes/badReference',
    ],
    [
      'Unknown model: the status is 400, not 404. Official clients throw BadRequestError, not NotFoundError.',
      '/errors/causes/unknownModel',
    ],
    [
      'Upstream rate limit: the status is 503, not 429. Official clients throw InternalServerError, not RateLimitError.',
      '/errors/causes/upstreamLimited',
    ],
  ])
  expect(issuesOf('loses')).toEqual([
    ['In a form, "output_compression" is not supported.', '/fields/compression'],
    ['In a form, "background" is not supported.', '/fields/background'],
    ['"input_fidelity" is not supported.', '/fields/inputFidelity'],
    ['Models cannot be retrieved.', '/models/retrieve'],
    ['Files cannot be uploaded and referenced by id or by link.', '/files'],
    ['A response lacks /background, /quality, /output_format, /size, /safety_identifier.', '/results/reply/lens'],
    [`A response lacks numbers of tokens: ${usage.join(', ')}.`, '/results/reply/lens'],
    ['Streaming is not supported.', '/stream'],
    ['A 429 response does not say when to retry.', '/limits/retryAfter'],
    [
      'These rate limit headers are missing: "x-ratelimit-limit-requests", "x-ratelimit-remaining-requests", "x-ratelimit-reset-requests".',
      '/limits/buckets/requests/headers',
    ],
    ['An error lacks /error/param.', '/errors/envelopes/default/lens'],
  ])
  expect(issuesOf('differs')).toContainEqual([
    'Blocked by moderation: the code is "content_moderation", not "moderation_blocked"; the type is "invalid_request_error", not "image_generation_user_error".',
    '/errors/causes/moderated',
  ])
  expect(issuesOf('differs')).toHaveLength(25)
  expect(issues.find(({ trait }) => trait === '/references/max')).toMatchObject({ from: 16, to: 9 })
})

test.each<[id: string, change: Record<string, unknown>, expected: string[]]>([
  ['openai', { '/auth/name': 'x-api-key' }, ['breaks: The key must be sent in the header "x-api-key".']],
  ['openai', { '/auth/name': 'authorization' }, []],
  ['gpt-best', { '/auth/withoutKey': 'reject' }, ['breaks: A request without a key is refused.']],
  ['openai', { '/auth/withoutKey': 'accept' }, []],
  ['ezlink', { '/auth/optionalPrefix': undefined }, ['breaks: A key without the prefix "sk-" is refused.']],
  ['openai', { '/operations/generate/at': 'POST /v1/images/generations' }, []],
  ['openai', { '/operations/generate/at': 'POST /paint' }, ['breaks: The endpoint for generations is POST /paint.']],
  ['openai', { '/operations/edit/does': 'refuse' }, ['breaks: The gateway has no endpoint for edits.']],
  ['openai', { '/operations/generate/references': 'require' }, ['breaks: Generations require a reference image.']],
  ['dimilinks', { '/operations/generate/references': 'reject' }, ['breaks: Generations accept no reference images.']],
  ['openai', { '/operations/generate/async': 'always' }, ['breaks: Generations return a task, which must be polled.']],
  [
    'dimilinks',
    { '/operations/generate/async': 'never' },
    ['loses: Generations cannot run as a task: the response takes as long as the images.'],
  ],
  [
    'dimilinks',
    { '/results/byResponseFormat/url': 'absolute' },
    ['breaks: The value "url" of "response_format" returns an absolute URL in /url, not a relative URL in /url.'],
  ],
  [
    'dimilinks',
    { '/results/byResponseFormat/b64_json': undefined },
    ['breaks: "response_format" does not accept "b64_json".'],
  ],
  [
    'dimilinks',
    { '/models/known': [{ match: 'gpt-*', rejects: ['responseFormat'] }] },
    ['breaks: Every model refuses "response_format".'],
  ],
  [
    'openai',
    {
      '/models/known': [{ match: 'gpt-image-2', rejects: ['responseFormat', 'style'] }],
      '/models/unknown': 'accepted',
    },
    [],
  ],
  [
    'openai',
    { '/fields/n': { names: ['n'], json: ['/parameters/n'] } },
    ['breaks: In JSON, "n" is called /parameters/n.'],
  ],
  ['openai', { '/fields/n/names': ['n', '/parameters/n'] }, []],
  [
    'openai',
    { '/fields/n/names': ['/parameters/n'] },
    ['breaks: In JSON, "n" is called /parameters/n.', 'loses: In a form, "n" is not supported.'],
  ],
  [
    'openai',
    { '/references/json/members/url': '/image_url/url' },
    ['breaks: In JSON, a reference image has the link in /image_url/url.'],
  ],
  [
    'openai',
    { '/references/json/fixed': { type: 'input_image' } },
    ['breaks: In JSON, a reference image as an object must have the members "type": "input_image".'],
  ],
  ['openai', { '/prompt/max': 1000 }, ['breaks: A prompt has at most 1,000 characters.']],
  ['openai', { '/prompt/max': 64000 }, []],
  ['dimilinks', { '/prompt/max': 1000 }, ['breaks: A prompt has at most 1,000 characters.']],
  ['openai', { '/images/formats/accepts': ['webp', 'png'] }, ['breaks: No images are generated as "jpeg".']],
  ['openai', { '/images/formats/accepts': ['webp', 'jpeg', 'png'] }, []],
  ['openai', { '/images/transparent': ['png'] }, ['breaks: No transparent images are generated as "webp".']],
  ['openai', { '/images/transparent': undefined }, []],
  ['gpt-best', { '/images/formats/words': undefined }, ['breaks: These names of formats are unknown: "jpg".']],
  ['dimilinks', { '/references/formats': ['png', 'jpeg'] }, ['breaks: A reference image may not be "webp", "gif".']],
  ['openai', { '/mask': undefined }, ['loses: Masks are not supported.']],
  ['apigo', { '/mask/withoutAlpha': 'reject' }, ['breaks: A mask must have an alpha channel.']],
  [
    'dimilinks',
    { '/tasks/polls/task/states/succeeded': 'done' },
    ['breaks: The state of a task that is succeeded is "done".'],
  ],
  ['dimilinks', { '/tasks/polls/task/lens/id': '/id' }, ['breaks: A task has the task id at /id.']],
  ['gpt-best', { '/tasks/polls/task/lens/id': ['/data/task_id', '/id'] }, []],
  ['openai', { '/stream/events/edit/completed': 'done' }, ['breaks: The completed event of edits is "done".']],
  ['openai', { '/stream/operations': ['generate'] }, ['loses: Streaming is not supported for edit.']],
  [
    'openai',
    { '/errors/envelopes/default/lens/message': '/message' },
    ['breaks: An error has the error message at /message.'],
  ],
  [
    'dimilinks',
    { '/errors/causes/linkExpired/status': 410 },
    ['differs: Expired result link: the status is 410, not 403.'],
  ],
  ['openai', { '/errors/causes/linkExpired': { status: 410, body: 'none' } }, []],
  ['openai', { '/limits/retryAfter': 'date' }, ['differs: A 429 response gives the time to retry in the form date.']],
])('code for %s that moves to a gateway with %j', (id, change, expected) => {
  const issues = migrationIssues(dialectOf(id), dialectOf(id, change))
  expect(issues.map(({ severity, what }) => `${severity}: ${what}`)).toEqual(expected)
})
