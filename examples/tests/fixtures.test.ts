/**
 * Gives each test a gateway, its clock and a typed client, and checks single responses. In your own project, import from
 * 'proofsheet/vitest'.
 */
import { test as base, expect } from 'vitest'
import { gatewayFixtures, gatewayMatchers } from '../../src/vitest.ts'

const test = base.extend(gatewayFixtures('dimilinks'))
expect.extend(gatewayMatchers)

test('a 4k image takes the three documented minutes without waiting', async ({ client, clock }) => {
  const startedAtMs = clock.now()
  const { data: task, error } = await client.submit('generate', { prompt: 'A red fox', resolution: '4k', size: '16:9' })
  if (error) throw new Error(error.message)
  const { data: [image] = [] } = await client.wait(task)
  expect(image?.url).toMatch(/^\/p\/img\//)
  expect(clock.now() - startedAtMs).toBeGreaterThanOrEqual(180_000)
})

test('the response conforms to the documents of the gateway', async ({ gateway }) => {
  const response = await gateway.fetch(`${gateway.baseUrl}/images/generations?async=true`, {
    method: 'POST',
    headers: { authorization: `Bearer ${gateway.apiKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({ prompt: 'A red fox' }),
  })
  await expect(response).toConformTo('dimilinks')
})
