import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { toOpenApi } from '../../src/conformance/infer/to-openapi.ts'
import { toContract } from '../../src/contract/load.ts'
import { checkDialect } from '../../src/dialect/check.ts'
import { dialectSchema } from '../../src/dialect/schema.ts'
import { createMock } from '../../src/engine/mock.ts'
import { deviant } from '../support/gateway.ts'
import type { Reply } from '../support/mock.ts'
import { providerOf } from '../support/provider.ts'

const lantern = fileURLToPath(new URL('../fixtures/lantern', import.meta.url))

const callbacks = {
  url: [
    { in: 'body', name: 'webhook_url' },
    { in: 'query', name: 'hook' },
  ],
  document: 'poll',
  signature: { header: 'X-Lantern-Signature', value: 'sha256={signature}', signs: '{timestamp}.{body}' },
  timeoutSeconds: 10,
  retrySeconds: [10, 30, 60],
}

const everything = { '': { page: 'invented', basis: 'documented' } }

/** Returns the gateway with the section, as it is after reading. */
async function withCallbacks(section: object) {
  const provider = deviant(await providerOf(lantern), { '/callbacks': section, '/sources': everything })
  return { ...provider, dialect: dialectSchema.parse(provider.dialect) }
}

test.each([
  [
    'apimart',
    'webhook (body), when a task has succeeded or failed. No signature is documented. A receiver has 10 s. Pauses before repetitions: 10, 30, 60 s.',
  ],
  [
    'fal',
    'fal_webhook (query), when a task has succeeded or failed. Each is signed in X-Fal-Webhook-Signature with ed25519 over {task}\n{user}\n{timestamp}\n{bodySha256}.',
  ],
  [
    'gpt-best',
    'webhook (query), when a task has succeeded or failed. No signature is documented. The body is not documented: the mock sends that of a poll.',
  ],
])('the page of %s tells of its callbacks', async (id, sentence) => {
  const { fetch } = await createMock({ providers: [await providerOf(id)] })
  const page = await fetch(new Request('http://mock.test/', { headers: { accept: 'application/json' } }))
  const listing: Reply['json'] = await page.json()
  expect(listing.providers[0].callbacks).toBe(`Callbacks go to the address in ${sentence}`)
})

test('callbacks are part of the contract, and the page of the mock tells of them', async () => {
  const provider = await withCallbacks(callbacks)
  const contract = toContract(toOpenApi(provider.dialect))
  expect(checkDialect(provider.dialect, contract)).toEqual([])
  const mock = await createMock({ providers: [{ ...provider, contract }] })
  const accept = { accept: 'application/json' }
  const listing: Reply['json'] = await (await mock.fetch(new Request('http://mock.test/', { headers: accept }))).json()
  expect(listing.providers[0].callbacks).toBe(
    'Callbacks go to the address in webhook_url (body) or hook (query), when a task has succeeded or failed. Each is signed in X-Lantern-Signature with hmacSha256 over {timestamp}.{body}. A receiver has 10 s. Pauses before repetitions: 10, 30, 60 s.',
  )
})

test.each<[what: string, section: object, fault: string]>([
  [
    'an address that no request can name',
    { ...callbacks, url: [{ in: 'header', name: 'X-Hook' }] },
    '/callbacks/url/0: no async operation of the contract has X-Hook in its header: correct the name, or add it in overlay.yaml',
  ],
  [
    'one place twice',
    { ...callbacks, url: [{ in: 'account' }, { in: 'account' }] },
    '/callbacks/url/1: an entry above says the same: remove one',
  ],
])('%s is refused', async (_what, section, fault) => {
  const { dialect, contract } = await withCallbacks(section)
  expect(checkDialect(dialect, contract)).toEqual([fault])
})

test('callbacks need tasks', async () => {
  const provider = deviant(await providerOf('openai'), {
    '/callbacks': { ...callbacks, url: [{ in: 'account' }] },
    '/sources': everything,
  })
  expect(checkDialect(dialectSchema.parse(provider.dialect), provider.contract)).toEqual([
    '/callbacks: no operation is async, so the gateway has no task to report: remove the section, or correct async',
  ])
})

test('a signature covers the body', () => {
  const schema = dialectSchema.shape.callbacks
  expect(
    schema.safeParse({ ...callbacks, signature: { header: 'X-S', signs: '{timestamp}' } }).error?.issues,
  ).toMatchObject([
    {
      path: ['signature', 'signs'],
      message: 'expected a text with {body} or {bodySha256}, such as {timestamp}.{body}',
    },
  ])
})
