import { expect, test } from 'vitest'
import { createImageClient } from '../../src/client/image-client.ts'
import { toClientDialect } from '../../src/client/to-client-dialect.ts'
import { createMock } from '../../src/engine/mock.ts'
import { createManualClock } from '../../src/time/clock.ts'
import { ask, by, generations, under } from '../scenario/gateways.ts'
import { deviant } from '../support/gateway.ts'
import { host } from '../support/mock.ts'
import { providerOf } from '../support/provider.ts'

/** Starts a mock of a gateway that differs from a shipped one. Its contract no longer fits, so violations are ignored. */
async function serve(changes: Readonly<Record<string, unknown>>) {
  const clock = createManualClock()
  const provider = deviant(await providerOf('apigo'), changes)
  const mock = await createMock({ providers: [provider], clock, onViolation: () => {} })
  const create = async (n: number, headers: Readonly<Record<string, string>> = {}) => {
    const init = ask('apigo', { n, response_format: 'url' })
    const request = new Request(host + generations('apigo'), {
      ...init,
      headers: { ...init.headers, ...by('sk-test'), ...headers },
    })
    return (await (await clock.runUntil(mock.fetch(request))).json()) as { data: unknown; usage: unknown }
  }
  return { create, mock, clock, provider }
}

const link = expect.stringMatching(/^http:.+\/generated\//)

test.each<[list: string | undefined, one: unknown, two: unknown]>([
  [undefined, [{ url: link }], [{ url: link }, { url: link }]],
  ['always', [{ url: link }], [{ url: link }, { url: link }]],
  ['severalOnly', { url: link }, [{ url: link }, { url: link }]],
  ['never', { url: link }, { url: link }],
])('with list %s, one image and two images stand as documented', async (list, one, two) => {
  const { create } = await serve({ '/results/reply/list': list })
  expect((await create(1)).data).toEqual(one)
  expect((await create(2)).data).toEqual(two)
})

test('an image that is a text stands alone as a text', async () => {
  const { create } = await serve({
    '/results/reply/list': 'severalOnly',
    '/results/item': { url: '' },
    '/results/forms': ['absolute'],
  })
  expect((await create(1)).data).toEqual(link)
  expect((await create(2)).data).toEqual([link, link])
})

test('an item says its media type, its prompt and its number', async () => {
  const { create } = await serve({
    '/results/item/mediaType': '/mime_type',
    '/results/item/revisedPrompt': '/revised_prompt',
    '/results/item/index': '/index',
  })
  expect((await create(2)).data).toEqual([
    { url: link, mime_type: 'image/png', revised_prompt: 'a fox', index: 0 },
    { url: link, mime_type: 'image/png', revised_prompt: 'a fox', index: 1 },
  ])
})

const code = 'upstream_error'

test.each<[told: string, changes: Readonly<Record<string, unknown>>, data: unknown, usage: unknown]>([
  ['nothing', {}, [{ url: link }], undefined],
  [
    'by numbers',
    { '/results/reply/lens/succeededCount': '/usage/made', '/results/reply/lens/failedCount': '/usage/lost' },
    [{ url: link }],
    { made: 1, lost: 1 },
  ],
  [
    'in its place',
    { '/results/item/errorCode': '/error/code', '/results/item/errorMessage': '/error/message' },
    [{ url: link }, { error: { code, message: 'The image could not be made.' } }],
    undefined,
  ],
])('of two images of which one fails, a reply tells the failure %s', async (_told, changes, data, usage) => {
  const { create } = await serve({ '/errors/causes/upstreamFailed': { status: 502, code }, ...changes })
  const reply = await create(2, under('partial'))
  expect(reply.data).toEqual(data)
  if (usage) expect(reply.usage).toMatchObject(usage)
})

test('a client reads one image that stands without a list, with its media type', async () => {
  const { mock, clock, provider } = await serve({
    '/results/reply/list': 'severalOnly',
    '/results/item/mediaType': '/mime_type',
  })
  const client = createImageClient({
    dialect: toClientDialect(provider),
    apiKey: 'sk-test',
    baseUrl: `${host}/apigo/v1`,
    fetch: (request: Request) => clock.runUntil(mock.fetch(request)),
  })
  const { data } = await client.submit('generate', {
    model: 'dall-e-2',
    prompt: 'a red fox',
    response_format: 'url',
  } as never)
  expect(data?.images).toEqual([{ url: link, mediaType: 'image/png', index: 0 }])
})
