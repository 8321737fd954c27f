import OpenAI from 'openai'
import { test as base, expect } from 'vitest'
import { gatewayFixtures, gatewayMatchers } from '../../src/vitest.ts'

// The official client pays twice for one call, and once by each recipe of docs/guide/paid-twice.md.

expect.extend(gatewayMatchers)
const atOpenAi = base.extend(gatewayFixtures('openai'))
const atApimart = base.extend(gatewayFixtures('apimart'))

const fox = { model: 'gpt-image-2', prompt: 'A red fox' }
const under = (scenario: string) => ({ headers: { 'X-Proofsheet-Scenario': scenario } })

atOpenAi('one call is charged twice when the first response is lost', async ({ gateway, clock }) => {
  const { baseUrl, apiKey, fetch } = gateway
  const openai = new OpenAI({ baseURL: baseUrl, apiKey, fetch })
  const { data } = await clock.runUntil(openai.images.generate(fox, under('cdn-gives-up;times=1')))
  expect(data).toHaveLength(1)
  await expect(gateway).toHaveCharged({ images: 2 })
  await expect(gateway).not.toHavePaidOnce()
})

atOpenAi('a stream survives, and is charged once', async ({ gateway, clock }) => {
  const { baseUrl, apiKey, fetch } = gateway
  const openai = new OpenAI({ baseURL: baseUrl, apiKey, fetch, maxRetries: 0 })
  const draw = async () => {
    const types: string[] = []
    const streamed = { ...fox, stream: true as const, partial_images: 2 }
    for await (const { type } of await openai.images.generate(streamed, under('cdn-gives-up'))) types.push(type)
    return types
  }
  expect(await clock.runUntil(draw())).toEqual([
    'image_generation.partial_image',
    'image_generation.partial_image',
    'image_generation.completed',
  ])
  await expect(gateway).toHaveCharged({ images: 1 })
  await expect(gateway).toHavePaidOnce()
})

atOpenAi('without retries the call is charged once, and its outcome is unknown', async ({ gateway, clock }) => {
  const { baseUrl, apiKey, fetch } = gateway
  const openai = new OpenAI({ baseURL: baseUrl, apiKey, fetch, maxRetries: 0 })
  const error = await clock.runUntil(openai.images.generate(fox, under('cdn-gives-up')).catch((error) => error))
  expect(error).toMatchObject({ status: 524 })
  await expect(gateway).toHaveCharged({ images: 1 })
  await expect(gateway).toHavePaidOnce()
})

atApimart.for([
  [{}, 2],
  [{ 'Idempotency-Key': 'one-call' }, 1],
] as const)(
  'with the headers %o a repeated call is charged %i times',
  async ([headers, images], { gateway, clock }) => {
    const { baseUrl, apiKey, fetch } = gateway
    const openai = new OpenAI({ baseURL: baseUrl, apiKey, fetch })
    const options = { headers: { ...headers, 'X-Proofsheet-Scenario': 'reset-after-accept;times=1' } }
    await clock.runUntil(openai.images.generate(fox, options))
    await expect(gateway).toHaveCharged({ images })
  },
)

atApimart('a task that an idempotent repeat delivered is lost no longer', async ({ gateway, clock }) => {
  const { baseUrl, apiKey, fetch } = gateway
  const openai = new OpenAI({ baseURL: baseUrl, apiKey, fetch })
  const lost = { 'Idempotency-Key': 'first', 'X-Proofsheet-Scenario': 'reset-after-accept;times=1' }
  await clock.runUntil(openai.images.generate(fox, { headers: lost }))
  await clock.runUntil(openai.images.generate(fox, { headers: { 'Idempotency-Key': 'second' } }))
  await expect(gateway).toHaveCharged({ images: 2 })
  await expect(gateway).toHavePaidOnce()
})

atOpenAi.for([
  ['moderated', 0],
  ['upstream-failed', 1],
] as const)('a request that ends as %s is charged %i images', async ([scenario, images], { gateway, clock }) => {
  const { baseUrl, apiKey, fetch } = gateway
  const openai = new OpenAI({ baseURL: baseUrl, apiKey, fetch, maxRetries: 0 })
  const error = await clock.runUntil(openai.images.generate(fox, under(scenario)).catch((error) => error))
  expect(error.status).toBeGreaterThanOrEqual(400)
  await expect(gateway).toHaveCharged({ images })
})
