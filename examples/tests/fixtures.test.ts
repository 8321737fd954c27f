/**
 * A gateway, its clock and a typed client for each test, and a judge of single answers. In a project of your own the import
 * is 'proofsheet/vitest'.
 */
import { test as base, expect } from 'vitest'
import { gatewayFixtures, gatewayMatchers } from '../../src/vitest.ts'

const test = base.extend(gatewayFixtures('dimilinks'))
expect.extend(gatewayMatchers)

test('a 4k picture takes three documented minutes, and no time', async ({ client, clock }) => {
  const began = clock.now()
  const { data: task, error } = await client.submit('generate', { prompt: 'A red fox', resolution: '4k', size: '16:9' })
  if (error) throw new Error(error.message)
  const { data: [picture] = [] } = await client.wait(task)
  expect(picture?.url).toMatch(/^\/p\/img\//)
  expect(clock.now() - began).toBeGreaterThanOrEqual(180_000)
})

test('every answer is as the gateway documents it', async ({ gateway }) => {
  const response = await gateway.fetch(`${gateway.baseUrl}/images/generations?async=true`, {
    method: 'POST',
    headers: { authorization: `Bearer ${gateway.apiKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({ prompt: 'A red fox' }),
  })
  await expect(response).toConformTo('dimilinks')
})
