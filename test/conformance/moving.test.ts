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
test.each(ids)('nothing changes for code of %s that stays', (id) => {
  const dialect = dialectOf(id)
  expect(migrationIssues(dialect, dialect)).toEqual([])
})

test('from OpenAI to DimiLinks', () => {
  const moves = migrationIssues(dialectOf('openai'), dialectOf('dimilinks'))
  const told = (severity: string) =>
    moves.filter((move) => move.severity === severity).map(({ what, trait }) => [what, trait])
  expect(told('breaks')).toEqual([
    ['edit takes no body of the kind json.', '/operations/edit/bodies'],
    ['A picture comes as a relative URL in /url, not as base64 in /b64_json.', '/results/default'],
    ['quality means tier, not quality.', '/fields/quality'],
    ['safety_identifier is called user.', '/fields/user'],
    [
      'These models are not known: gpt-image-2-2026-04-21, gpt-image-2.5-sunburst*, gpt-image-2.5-flare*, gpt-image-2.6-sunburst, gpt-image-2.6-flare.',
      '/models/known',
    ],
    ['At most 9 pictures are taken along.', '/references/max'],
    ['A picture that is taken along has at most 20971520 bytes.', '/references/maxBytes'],
    ['In a form no mask is read from markup.', '/mask/multipart'],
    ['What a form sends as a mask is taken as a reference, not as a mask.', '/mask/as/multipart'],
    ['A request makes at most 4 pictures.', '/images/n/max'],
    ['Some tiers make fewer pictures for a request: {"1k":1}.', '/images/n/byTier'],
    ['A picture never has /b64_json.', '/results/item'],
    [
      'The error for no balance is thrown as APIError, not RateLimitError, and not sent again.',
      '/errors/causes/noBalance',
    ],
    ['The error for hard limit is thrown as APIError, not BadRequestError.', '/errors/causes/noBalance'],
    ['The error for unknown file is thrown as BadRequestError, not NotFoundError.', '/errors/causes/badReference'],
    ['The error for unknown model is thrown as BadRequestError, not NotFoundError.', '/errors/causes/unknownModel'],
    [
      'The error for upstream limited is thrown as InternalServerError, not RateLimitError.',
      '/errors/causes/upstreamLimited',
    ],
  ])
  expect(told('loses')).toEqual([
    ['In a form output_compression is not taken.', '/fields/compression'],
    ['In a form background is not taken.', '/fields/background'],
    ['input_fidelity is not taken.', '/fields/inputFidelity'],
    ['A model cannot be looked up.', '/models/retrieve'],
    ['No files can be uploaded to be named by their id.', '/files'],
    ['A reply does not tell /background, /quality, /output_format, /size, /safety_identifier.', '/results/reply/lens'],
    [`A reply does not tell the usage: ${usage.join(', ')}.`, '/results/reply/lens'],
    ['Nothing is streamed.', '/stream'],
    ['A 429 does not say when to try again.', '/limits/rate/retryAfter'],
    [
      'No header tells how far the limit is: x-ratelimit-limit-requests, x-ratelimit-remaining-requests, x-ratelimit-reset-requests.',
      '/limits/rate/headers',
    ],
    ['An error does not tell /error/param.', '/errors/envelopes/default/lens'],
  ])
  expect(told('differs')).toContainEqual([
    'The error for moderated has the code content_moderation, not moderation_blocked, the type invalid_request_error, not image_generation_user_error.',
    '/errors/causes/moderated',
  ])
  expect(told('differs')).toHaveLength(25)
  expect(moves.find(({ trait }) => trait === '/references/max')).toMatchObject({ from: 16, to: 9 })
})

test.each<[id: string, change: Record<string, unknown>, told: string[]]>([
  ['openai', { '/auth/header': 'x-api-key' }, ['breaks: The key goes into the header x-api-key.']],
  ['openai', { '/auth/header': 'authorization' }, []],
  ['gpt-best', { '/auth/required': true }, ['breaks: A request without a key is refused.']],
  ['openai', { '/auth/required': false }, []],
  ['ezlink', { '/auth/optionalPrefix': undefined }, ['breaks: A key without sk- before it is refused.']],
  ['openai', { '/operations/generate/at': 'POST /v1/images/generations' }, []],
  ['openai', { '/operations/generate/at': 'POST /paint' }, ['breaks: generate is POST /paint.']],
  ['openai', { '/operations/edit/does': 'refuse' }, ['breaks: Nothing does edit.']],
  ['openai', { '/operations/generate/references': 'required' }, ['breaks: generate without a picture is refused.']],
  ['dimilinks', { '/operations/generate/references': 'none' }, ['breaks: generate takes no pictures along.']],
  [
    'openai',
    { '/operations/generate/async': 'always' },
    ['breaks: generate answers with a task, which must be looked up.'],
  ],
  [
    'dimilinks',
    { '/operations/generate/async': 'never' },
    ['loses: generate cannot be made a task: the answer takes as long as the pictures.'],
  ],
  [
    'dimilinks',
    { '/results/byResponseFormat/url': 'absolute' },
    ['breaks: response_format: url gives an absolute URL in /url, not a relative URL in /url.'],
  ],
  ['dimilinks', { '/results/byResponseFormat/b64_json': undefined }, ['breaks: response_format knows no b64_json.']],
  [
    'dimilinks',
    { '/models/known': [{ match: 'gpt-*', refuses: ['responseFormat'] }] },
    ['breaks: response_format is refused by every model.'],
  ],
  [
    'openai',
    {
      '/models/known': [{ match: 'gpt-image-2', refuses: ['responseFormat', 'style'] }],
      '/models/unknown': 'accepted',
    },
    [],
  ],
  ['openai', { '/prompt/max': 1000 }, ['breaks: A prompt has a length of at most 1000.']],
  ['openai', { '/prompt/max': 64000 }, []],
  ['dimilinks', { '/prompt/max': 1000 }, ['breaks: A prompt has a length of at most 1000.']],
  ['openai', { '/images/formats/accepts': ['webp', 'png'] }, ['breaks: No pictures are made as jpeg.']],
  ['openai', { '/images/formats/accepts': ['webp', 'jpeg', 'png'] }, []],
  ['openai', { '/images/transparent': ['png'] }, ['breaks: Nothing transparent is made as webp.']],
  ['openai', { '/images/transparent': undefined }, []],
  ['gpt-best', { '/images/formats/words': undefined }, ['breaks: These words for a format are not known: jpg.']],
  [
    'dimilinks',
    { '/references/formats': ['png', 'jpeg'] },
    ['breaks: A picture that is webp, gif is not taken along.'],
  ],
  ['openai', { '/mask': undefined }, ['loses: No masks are taken.']],
  ['apigo', { '/mask/alpha': true }, ['breaks: A mask must have an alpha channel.']],
  ['dimilinks', { '/tasks/polls/task/states/succeeded': 'done' }, ['breaks: A task that is succeeded says done.']],
  ['dimilinks', { '/tasks/polls/task/lens/id': '/id' }, ['breaks: A task has its id at /id.']],
  ['gpt-best', { '/tasks/polls/task/lens/id': ['/data/task_id', '/id'] }, []],
  ['openai', { '/stream/events/edit/completed': 'done' }, ['breaks: The completed event of edit is done.']],
  ['openai', { '/stream/operations': ['generate'] }, ['loses: Nothing is streamed by edit.']],
  [
    'openai',
    { '/errors/envelopes/default/lens/message': '/message' },
    ['breaks: An error has its message at /message.'],
  ],
  [
    'dimilinks',
    { '/errors/causes/linkExpired/status': 410 },
    ['differs: The error for link expired has the status 410, not 403.'],
  ],
  ['openai', { '/errors/causes/linkExpired': { status: 410, body: 'none' } }, []],
  ['openai', { '/limits/rate/retryAfter': 'date' }, ['differs: A 429 says when to try again in date.']],
])('%s moved to %j', (id, change, told) => {
  const moves = migrationIssues(dialectOf(id), dialectOf(id, change))
  expect(moves.map(({ severity, what }) => `${severity}: ${what}`)).toEqual(told)
})
