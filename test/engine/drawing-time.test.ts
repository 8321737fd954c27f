import { expect, test } from 'vitest'
import { createMock } from '../../src/engine/mock.ts'
import { createManualClock } from '../../src/time/clock.ts'
import { host, json } from '../support/mock.ts'
import { providerOf } from '../support/provider.ts'

test('the time stands still while an image is drawn, although somebody sleeps until later', async () => {
  const clock = createManualClock(0)
  const mock = await createMock({ providers: [await providerOf('openai')], clock, atRoot: true })
  // Letters with marks, in JPEG, take longest to draw.
  const body = { model: 'gpt-image-2', prompt: 'a fox\u0301 '.repeat(50), size: '2048x2048', output_format: 'jpeg' }
  const request = new Request(`${host}/v1/images/generations`, json(body, { authorization: 'Bearer sk-a' }))
  const answered = mock.fetch(request).then(async (response) => {
    await response.arrayBuffer()
    return [response.status, clock.now()]
  })
  expect(await clock.runUntil(Promise.all([answered, clock.sleep(3_600_000)]))).toEqual([[200, 60_000], undefined])
})
