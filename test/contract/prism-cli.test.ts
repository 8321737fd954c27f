import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Contract, loadContract } from '../../src/contract/load.ts'
import { shippedFolder, shippedIds } from '../../src/dialect/provider.ts'
import { type PrismCli, startPrismCli } from '../support/prism-cli.ts'

// Prism, which is independent of this project, loads and serves the effective contracts, so they are valid documents.
type Served = { readonly contract: Contract; readonly cli: PrismCli }
let served: Map<string, Promise<Served>>
let settled: Promise<PromiseSettledResult<Served>[]>
beforeAll(async () => {
  const start = async (id: string): Promise<Served> => {
    const contract = await loadContract(join(shippedFolder, id))
    return { contract, cli: await startPrismCli(contract.document) }
  }
  served = new Map((await shippedIds()).map((id) => [id, start(id)]))
  settled = Promise.allSettled(served.values())
})
afterAll(async () => {
  for (const result of await settled) if (result.status === 'fulfilled') await result.value.cli.stop()
})

// The only GET operations of ApiGo and Azure return images, which Prism cannot send, so this test requests an error. The others of BFL need a
// key in another header.
const rows: [id: string, path: string, prefer: string, status: number, body: object | undefined][] = [
  ['apigo', '/generated/any/0', 'code=404', 404, undefined],
  ['apimart', '/tasks/any', '', 200, { code: 200 }],
  ['azure', '/private/images/any/0', 'code=404', 404, undefined],
  ['bfl', '/results/any/0', 'code=404', 404, undefined],
  ['dimilinks', '/models', '', 200, { object: 'list', data: [{ id: 'gpt-image-2' }, { id: 'grok-imagine-video' }] }],
  ['ezlink', '/models', '', 200, { object: 'list', data: [{ id: 'gpt-image-2' }] }],
  ['fal', '/fal-ai/flux-2/requests/any/status', '', 200, { status: 'COMPLETED' }],
  ['gpt-best', '/v1/images/tasks/any', '', 200, { code: 'success', data: { status: 'IN_PROGRESS', progress: '60%' } }],
  ['openai', '/models/gpt-image-2', '', 200, { id: 'gpt-image-2', object: 'model', owned_by: 'openai' }],
  ['openrouter', '/images/models', '', 200, { data: [{ id: 'bytedance-seed/seedream-4.5' }, {}] }],
  ['sub2api', '/images/tasks/any', '', 200, { object: 'image.generation.task', status: 'processing' }],
  ['toapis', '/images/generations/any', '', 200, { object: 'generation.task', status: 'queued' }],
  ['together-ai', '/models', '', 200, [{ type: 'image' }, { id: 'black-forest-labs/FLUX.2-pro' }]],
  ['xai', '/models/grok-imagine-image', '', 200, { id: 'grok-imagine-image', object: 'model', owned_by: 'xai' }],
]

test.each(rows)('prism mock loads the contract of %s and answers GET %s', async (id, path, prefer, status, body) => {
  const { contract, cli } = (await served.get(id)) ?? expect.fail(`unknown provider ${id}`)
  expect(cli.served).toBe(contract.operations.length)

  const response = await fetch(`${cli.url}${path}`, { headers: { authorization: 'Bearer sk-test', prefer } })
  const text = await response.text()
  expect(response.status).toBe(status)
  // Prism reports no violation: the contract's own example matches its schema.
  expect(response.headers.get('sl-violations')).toBeNull()
  if (body === undefined) expect(text).toBe('')
  else expect(JSON.parse(text)).toMatchObject(body)
})

test('every shipped provider has a row', async () => {
  expect(rows.map(([id]) => id)).toEqual(await shippedIds())
})
