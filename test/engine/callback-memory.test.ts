import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'
import { createMock } from '../../src/engine/mock.ts'
import { createManualClock } from '../../src/time/clock.ts'
import { json } from '../support/mock.ts'
import { providerOf } from '../support/provider.ts'

test('a callback that waits keeps no body in memory', async () => {
  setFlagsFromString('--expose-gc')
  const collect: () => void = runInNewContext('gc')
  const used = async () => {
    collect()
    // Finalizers free more memory until the next turn.
    await new Promise(setImmediate)
    collect()
    const { heapUsed, external } = process.memoryUsage()
    return heapUsed + external
  }
  const clock = createManualClock()
  const mock = await createMock({
    providers: [await providerOf('apimart')],
    ...{ atRoot: true, clock, fileChecks: 'schema' },
  })
  const submit = async (webhook: string) => {
    const image_urls = [`data:image/png;base64,${'A'.repeat(4_000_000)}`]
    const init = json({ model: 'gpt-image-2', prompt: 'a fox', image_urls, webhook }, { authorization: 'Bearer any' })
    const response = await mock.fetch('http://mock/v1/images/generations', init)
    await response.json()
    return response.status
  }
  // The first requests fill caches.
  for (let count = 0; count < 5; count++) expect(await submit('http://127.0.0.1:9/')).toBe(200)
  const before = await used()
  for (let count = 0; count < 40; count++) await submit('http://127.0.0.1:9/')
  // The bodies have 160 MB. Other tests of the process leave some memory behind.
  expect((await used()) - before).toBeLessThan(100_000_000)
})
