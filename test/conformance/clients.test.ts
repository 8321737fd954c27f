import { expect, test } from 'vitest'
import { judgeCalls, judgeClients } from '../../src/conformance/compare/clients.ts'
import type { ClientVerdict } from '../../src/conformance/report.ts'
import { findProvider } from '../../src/dialect/provider.ts'
import { deviant, verifyMock } from '../support/gateway.ts'
import { providerOf } from '../support/provider.ts'

const node = 'openai for Node'
const compatible = '@ai-sdk/openai-compatible 2'

type Works = ClientVerdict['works']
type Row = readonly [works: Works, why: string, traits: readonly string[]]
const refusals = [4, 5, 6, 7, 8, 9].map((index) => `/models/known/${index}/rejects`)
const table: Record<string, Record<string, Row>> = {
  openai: {
    [node]: ['yes', 'reads base64', []],
    'openai for Python': ['yes', 'reads base64', []],
    'openai for Go': ['yes', 'reads base64', []],
    'go-openai': ['yes', 'reads base64', []],
    '@ai-sdk/openai 4, 3': ['yes', 'reads base64', []],
    '@ai-sdk/openai 2': ['partly', 'edit: the client has no such call', []],
    '@ai-sdk/openai-compatible 3': ['yes', 'reads base64', []],
    '@ai-sdk/openai-compatible 2': [
      'partly',
      'generate: the gateway refuses the response_format that the client sends',
      refusals,
    ],
    '@ai-sdk/openai-compatible 1': [
      'no',
      'generate: the gateway refuses the response_format that the client sends; edit: the client has no such call',
      refusals,
    ],
    'proofsheet generate': ['yes', 'reads the documented results', []],
  },
  dimilinks: {
    [node]: [
      'partly',
      'generate, edit: returns a relative URL as it is, for the caller to interpret; generate, edit: the gateway does not stream',
      ['/results/default', '/stream'],
    ],
    'openai for Python': [
      'partly',
      'generate, edit: returns a relative URL as it is, for the caller to interpret; generate, edit: the gateway does not stream',
      ['/results/default', '/stream'],
    ],
    'openai for Go': [
      'partly',
      'generate, edit: returns a relative URL as it is, for the caller to interpret; generate, edit: the gateway does not stream',
      ['/results/default', '/stream'],
    ],
    'go-openai': [
      'partly',
      'generate, edit: returns a relative URL as it is, for the caller to interpret',
      ['/results/default'],
    ],
    '@ai-sdk/openai 4, 3': ['no', 'generate, edit: cannot read a relative URL', ['/results/default']],
    '@ai-sdk/openai 2': [
      'no',
      'generate: cannot read a relative URL; edit: the client has no such call',
      ['/results/default'],
    ],
    '@ai-sdk/openai-compatible 3': ['no', 'generate, edit: cannot read a relative URL', ['/results/default']],
    '@ai-sdk/openai-compatible 2': ['partly', 'edit: cannot read a relative URL', ['/results/default']],
    '@ai-sdk/openai-compatible 1': [
      'no',
      'generate: cannot read a data URL; edit: the client has no such call',
      ['/results/byResponseFormat/b64_json'],
    ],
    'proofsheet generate': ['yes', 'reads the documented results', []],
  },
  ezlink: {
    [node]: ['yes', 'reads an absolute URL', []],
    'openai for Python': ['yes', 'reads an absolute URL', []],
    'openai for Go': ['yes', 'reads an absolute URL', []],
    'go-openai': ['yes', 'reads an absolute URL', []],
    '@ai-sdk/openai 4, 3': [
      'partly',
      'generate: cannot read an absolute URL (for gpt-image-2, gpt-image-*); edit: cannot read an absolute URL',
      ['/results/default'],
    ],
    '@ai-sdk/openai 2': [
      'partly',
      'generate: cannot read an absolute URL (for gpt-image-2, gpt-image-*); edit: the client has no such call',
      ['/results/default'],
    ],
    '@ai-sdk/openai-compatible 3': ['yes', 'reads an absolute URL', []],
    '@ai-sdk/openai-compatible 2': ['yes', 'reads base64 and an absolute URL', []],
    '@ai-sdk/openai-compatible 1': ['partly', 'edit: the client has no such call', []],
    'proofsheet generate': ['yes', 'reads the documented results', []],
  },
  apigo: {
    [node]: ['yes', 'reads an absolute URL', []],
    'openai for Python': ['yes', 'reads an absolute URL', []],
    'openai for Go': ['yes', 'reads an absolute URL', []],
    'go-openai': ['yes', 'reads an absolute URL', []],
    '@ai-sdk/openai 4, 3': [
      'partly',
      'generate: cannot read an absolute URL (for gpt-image-1); edit: cannot read an absolute URL',
      ['/results/default'],
    ],
    '@ai-sdk/openai 2': [
      'partly',
      'generate: cannot read an absolute URL (for gpt-image-1); edit: the client has no such call',
      ['/results/default'],
    ],
    '@ai-sdk/openai-compatible 3': ['yes', 'reads an absolute URL', []],
    '@ai-sdk/openai-compatible 2': ['yes', 'reads base64 and an absolute URL', []],
    '@ai-sdk/openai-compatible 1': ['partly', 'edit: the client has no such call', []],
    'proofsheet generate': ['yes', 'reads the documented results', []],
  },
  'gpt-best': {
    [node]: ['partly', 'generate, edit: the gateway does not stream', ['/stream']],
    'openai for Python': ['partly', 'generate, edit: the gateway does not stream', ['/stream']],
    'openai for Go': ['partly', 'generate, edit: the gateway does not stream', ['/stream']],
    'go-openai': ['yes', 'reads base64', []],
    '@ai-sdk/openai 4, 3': ['yes', 'reads base64', []],
    '@ai-sdk/openai 2': ['partly', 'edit: the client has no such call', []],
    '@ai-sdk/openai-compatible 3': ['yes', 'reads base64', []],
    '@ai-sdk/openai-compatible 2': ['yes', 'reads base64', []],
    '@ai-sdk/openai-compatible 1': ['partly', 'edit: the client has no such call', []],
    'proofsheet generate': ['yes', 'reads the documented results', []],
  },
}

test.each(Object.entries(table))('%s: each official client', async (id, rows) => {
  const { dialect } = await findProvider(id)
  const verdicts = await judgeClients(dialect)
  expect(Object.fromEntries(verdicts.map(({ client, works, why, traits }) => [client, [works, why, traits]]))).toEqual(
    rows,
  )
})

test.each<[id: string, client: string, calls: Record<string, string>]>([
  ['openai', node, { 'generate 7': 'yes', 'edit 7': 'yes', 'stream 7': 'yes', 'stream 5': 'yes' }],
  ['gpt-best', node, { 'generate 7': 'yes', 'stream 7': 'no' }],
  ['openai', '@ai-sdk/openai-compatible', { 'generate 3': 'yes', 'generate 2': 'no', 'edit 2': 'yes', 'edit 1': 'no' }],
])('%s: each call of each major of %s', async (id, name, calls) => {
  const verdicts = (await judgeCalls((await findProvider(id)).dialect)).filter(({ client }) => client === name)
  expect(Object.fromEntries(verdicts.map(({ does, major, works }) => [`${does} ${major}`, works]))).toMatchObject(calls)
})

const documented = await findProvider('openai')
const forBoth = (why: string) => `generate, edit: ${why}`

test.each<[client: string, change: Record<string, unknown>, works: Works, why: string, traits: readonly string[]]>([
  [
    node,
    { '/auth/name': 'x-api-key', '/auth/scheme': '' },
    'no',
    forBoth('the key must be sent as x-api-key:'),
    ['/auth/name'],
  ],
  [node, { '/auth/scheme': 'Key' }, 'no', forBoth('the key must be sent as Authorization: Key'), ['/auth/scheme']],
  [node, { '/auth/scheme': 'Key', '/auth/withoutKey': 'accept' }, 'yes', 'reads base64', []],
  [
    node,
    { '/operations/generate/at': 'POST /paint' },
    'partly',
    'generate: the gateway has no POST /images/generations',
    ['/operations/generate/at', '/operations/edit/at', '/operations/variations/at'],
  ],
  [node, { '/operations/generate/at': 'POST /images/v9/images/generations' }, 'yes', 'reads base64', []],
  [
    node,
    { '/operations/edit/bodies': ['json'] },
    'partly',
    'edit: the gateway accepts no body of the kind multipart',
    ['/operations/edit/bodies'],
  ],
  [
    node,
    { '/operations/generate/async': 'always' },
    'partly',
    'generate: cannot poll the task that the gateway returns',
    ['/operations/generate/async'],
  ],
  [
    'proofsheet generate',
    { '/operations/generate/async': 'always' },
    'partly',
    'generate: cannot poll the task that the gateway returns',
    ['/operations/generate/async'],
  ],
  [
    node,
    { '/operations/generate/async': 'always', '/tasks/polls': { task: {} } },
    'partly',
    'generate: cannot poll the task that the gateway returns',
    ['/operations/generate/async'],
  ],
  [
    'proofsheet generate',
    { '/operations/generate/async': 'always', '/tasks/polls': { task: {} } },
    'yes',
    'reads the documented results',
    [],
  ],
  [node, { '/fields/prompt/names': ['text'] }, 'no', forBoth('the gateway does not read prompt'), ['/fields/prompt']],
  [
    node,
    { '/fields/prompt/json': ['/input/prompt'] },
    'partly',
    'generate: the gateway does not read prompt',
    ['/fields/prompt'],
  ],
  [
    node,
    { '/fields/size/names': ['dimensions'] },
    'partly',
    forBoth('the gateway does not read size'),
    ['/fields/size'],
  ],
  [
    node,
    { '/references/multipart/fields': ['image'] },
    'partly',
    'edit: the gateway does not read files sent as image[]',
    ['/references/multipart/fields'],
  ],
  [
    node,
    { '/references/multipart/fields': ['file'] },
    'partly',
    'edit: the gateway does not read files sent as image or image[]',
    ['/references/multipart/fields'],
  ],
  [
    node,
    { '/mask/multipart': ['stencil'] },
    'partly',
    'edit: the gateway does not read a mask sent as mask',
    ['/mask/multipart'],
  ],
  [
    node,
    { '/results/reply/lens/items': '/images' },
    'no',
    forBoth('the response has nothing at /data'),
    ['/results/reply/lens/items'],
  ],
  [
    node,
    { '/results/item/base64': '/image' },
    'no',
    forBoth('the response has nothing at /b64_json'),
    ['/results/item/base64'],
  ],
  [
    node,
    { '/results/default': 'base64Data' },
    'partly',
    forBoth('returns a data URL in place of base64 as it is, for the caller to interpret'),
    ['/results/default'],
  ],
  [node, { '/stream/operations': ['generate'] }, 'partly', 'edit: the gateway does not stream', ['/stream/operations']],
  [
    node,
    { '/stream/events/edit/completed': 'done' },
    'partly',
    'edit: does not know events of the type done',
    ['/stream/events/edit'],
  ],
  [compatible, { '/models/known': [{ match: 'any' }] }, 'yes', 'reads base64', []],
  [
    compatible,
    { '/models/known': [{ match: 'any' }], '/results/byResponseFormat': { url: 'absolute', base64: 'base64' } },
    'partly',
    'generate: the gateway refuses the response_format that the client sends',
    ['/results/byResponseFormat'],
  ],
  [
    compatible,
    { '/models/known': [{ match: 'a' }, { match: 'b', rejects: ['responseFormat'] }] },
    'partly',
    'generate: the gateway refuses the response_format that the client sends (for b)',
    ['/models/known/1/rejects'],
  ],
])('%s at a gateway with %j: %s', async (client, change, works, why, traits) => {
  const { dialect } = deviant(documented, change)
  const verdicts = await judgeClients(dialect)
  expect(verdicts.find((verdict) => verdict.client === client)).toEqual({ client, works, why, traits })
})

test('a client that checks the content type cannot read JSON that is sent as text', async () => {
  const asText =
    (fetch: (request: Request) => Promise<Response>) =>
    async (request: Request): Promise<Response> => {
      const response = await fetch(request)
      if (response.status !== 200 || !request.url.endsWith('/images/edits')) return response
      return new Response(await response.text(), { headers: { 'content-type': 'text/plain' } })
    }
  const { clients } = await verifyMock(await providerOf('apigo'), { around: asText })
  const worksOf = (name: string) => clients.find(({ client }) => client === name)
  expect(worksOf(node)).toEqual({
    client: node,
    works: 'partly',
    why: 'edit: the gateway declares its JSON as another content type, which the client does not read as JSON',
    traits: [],
  })
  expect(worksOf(compatible)?.works).toBe('yes')
})
