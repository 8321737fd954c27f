import { expect, test } from 'vitest'
import { judgeClients } from '../../src/conformance/compare/clients.ts'
import type { ClientVerdict } from '../../src/conformance/report.ts'
import { findProvider } from '../../src/dialect/provider.ts'
import { deviant } from '../support/gateway.ts'

const node = 'openai for Node'
const compatible = '@ai-sdk/openai-compatible'
const asItIs = 'a relative URL is given back as it is, for the caller to make out'

type Works = ClientVerdict['works']
type Row = readonly [works: Works, why: string, traits: readonly string[]]
const table: Record<string, Record<string, Row>> = {
  openai: {
    [node]: ['yes', 'reads base64', []],
    'openai for Python': ['yes', 'reads base64', []],
    '@ai-sdk/openai': ['yes', 'reads base64', []],
    [compatible]: [
      'partly',
      'generate: the response_format that it sends is refused',
      [4, 5, 6, 7, 8, 9].map((index) => `/models/known/${index}/refuses`),
    ],
    'proofsheet generate': ['yes', 'reads what is documented', []],
  },
  dimilinks: {
    [node]: [
      'partly',
      `generate, edit: ${asItIs}; generate, edit: nothing is streamed`,
      ['/results/default', '/stream'],
    ],
    'openai for Python': [
      'partly',
      `generate, edit: ${asItIs}; generate, edit: nothing is streamed`,
      ['/results/default', '/stream'],
    ],
    '@ai-sdk/openai': ['no', 'generate, edit: a relative URL is answered', ['/results/default']],
    [compatible]: ['partly', 'edit: a relative URL is answered', ['/results/default']],
    'proofsheet generate': ['yes', 'reads what is documented', []],
  },
  ezlink: {
    [node]: ['yes', 'reads an absolute URL', []],
    'openai for Python': ['yes', 'reads an absolute URL', []],
    '@ai-sdk/openai': [
      'partly',
      'generate: an absolute URL is answered for gpt-image-2, gpt-image-*; edit: an absolute URL is answered',
      ['/results/default'],
    ],
    [compatible]: ['yes', 'reads base64 and an absolute URL', []],
    'proofsheet generate': ['yes', 'reads what is documented', []],
  },
  apigo: {
    [node]: ['yes', 'reads an absolute URL', []],
    'openai for Python': ['yes', 'reads an absolute URL', []],
    '@ai-sdk/openai': [
      'partly',
      'generate: an absolute URL is answered for gpt-image-1; edit: an absolute URL is answered',
      ['/results/default'],
    ],
    [compatible]: ['yes', 'reads base64 and an absolute URL', []],
    'proofsheet generate': ['yes', 'reads what is documented', []],
  },
  'gpt-best': {
    [node]: ['partly', 'generate, edit: nothing is streamed', ['/stream']],
    'openai for Python': ['partly', 'generate, edit: nothing is streamed', ['/stream']],
    '@ai-sdk/openai': ['yes', 'reads base64', []],
    [compatible]: ['yes', 'reads base64', []],
    'proofsheet generate': ['yes', 'reads what is documented', []],
  },
}

test.each(Object.entries(table))('%s', async (id, rows) => {
  const { dialect } = await findProvider(id)
  const told = await judgeClients(dialect)
  expect(Object.fromEntries(told.map(({ client, works, why, traits }) => [client, [works, why, traits]]))).toEqual(rows)
})

const documented = await findProvider('openai')
const everywhere = (why: string) => `generate, edit: ${why}`

test.each<[client: string, change: Record<string, unknown>, works: Works, why: string, traits: readonly string[]]>([
  [
    node,
    { '/auth/header': 'x-api-key', '/auth/scheme': '' },
    'no',
    everywhere('the key must be sent as x-api-key:'),
    ['/auth/header'],
  ],
  [node, { '/auth/scheme': 'Key' }, 'no', everywhere('the key must be sent as Authorization: Key'), ['/auth/scheme']],
  [node, { '/auth/scheme': 'Key', '/auth/required': false }, 'yes', 'reads base64', []],
  [
    node,
    { '/operations/generate/at': 'POST /paint' },
    'partly',
    'generate: there is no POST /images/generations',
    ['/operations/generate/at', '/operations/edit/at', '/operations/variations/at'],
  ],
  [node, { '/operations/generate/at': 'POST /images/v9/images/generations' }, 'yes', 'reads base64', []],
  [
    node,
    { '/operations/edit/bodies': ['json'] },
    'partly',
    'edit: no body of the kind multipart is taken',
    ['/operations/edit/bodies'],
  ],
  [
    node,
    { '/operations/generate/async': 'always' },
    'partly',
    'generate: a task is answered, and it does not poll',
    ['/operations/generate/async'],
  ],
  [
    'proofsheet generate',
    { '/operations/generate/async': 'always' },
    'partly',
    'generate: a task is answered, and it does not poll',
    ['/operations/generate/async'],
  ],
  [
    node,
    { '/operations/generate/async': 'always', '/tasks/polls': { task: {} } },
    'partly',
    'generate: a task is answered, and it does not poll',
    ['/operations/generate/async'],
  ],
  [
    'proofsheet generate',
    { '/operations/generate/async': 'always', '/tasks/polls': { task: {} } },
    'yes',
    'reads what is documented',
    [],
  ],
  [node, { '/fields/prompt/names': ['text'] }, 'no', everywhere('prompt is not read'), ['/fields/prompt']],
  [node, { '/fields/size/names': ['dimensions'] }, 'partly', everywhere('size is not read'), ['/fields/size']],
  [
    node,
    { '/references/multipart/fields': ['image'] },
    'partly',
    'edit: files sent as image[] are not read',
    ['/references/multipart/fields'],
  ],
  [
    node,
    { '/references/multipart/fields': ['file'] },
    'partly',
    'edit: files sent as image or image[] are not read',
    ['/references/multipart/fields'],
  ],
  [node, { '/mask/multipart': ['stencil'] }, 'partly', 'edit: a mask sent as mask is not read', ['/mask/multipart']],
  [
    node,
    { '/results/reply/lens/items': '/images' },
    'no',
    everywhere('there is nothing at /data'),
    ['/results/reply/lens/items'],
  ],
  [
    node,
    { '/results/item/base64': '/image' },
    'no',
    everywhere('there is nothing at /b64_json'),
    ['/results/item/base64'],
  ],
  [
    node,
    { '/results/default': 'base64Data' },
    'partly',
    everywhere('a data URL in the place of base64 is given back as it is, for the caller to make out'),
    ['/results/default'],
  ],
  [node, { '/stream/operations': ['generate'] }, 'partly', 'edit: nothing is streamed', ['/stream/operations']],
  [
    node,
    { '/stream/events/edit/completed': 'done' },
    'partly',
    'edit: events of the type done are not known',
    ['/stream/events/edit'],
  ],
  [compatible, { '/models/known': [{ match: 'any' }] }, 'yes', 'reads base64', []],
  [
    compatible,
    { '/models/known': [{ match: 'a' }, { match: 'b', refuses: ['responseFormat'] }] },
    'partly',
    'generate: the response_format that it sends is refused for b',
    ['/models/known/1/refuses'],
  ],
])('%s at a gateway with %j: %s', async (client, change, works, why, traits) => {
  const { dialect } = deviant(documented, change)
  const told = await judgeClients(dialect)
  expect(told.find((each) => each.client === client)).toEqual({ client, works, why, traits })
})
