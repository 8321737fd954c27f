import { expect, test } from 'vitest'
import { createMock } from '../../src/engine/mock.ts'
import { createManualClock } from '../../src/time/clock.ts'
import { ask, by, generations, under } from '../scenario/gateways.ts'
import { deviant } from '../support/gateway.ts'
import { host } from '../support/mock.ts'
import { providerOf } from '../support/provider.ts'

/** Streams from a mock that differs from a shipped one, and returns the text. Its contract no longer fits. */
async function stream(changes: Readonly<Record<string, unknown>>, fields: object = {}, scenario = 'fast') {
  const clock = createManualClock()
  const provider = deviant(await providerOf('openai'), changes)
  const mock = await createMock({ providers: [provider], clock, onViolation: () => {} })
  const init = ask('openai', { stream: true, output_format: 'jpeg', ...fields })
  const headers = { ...init.headers, ...by('sk-test'), ...(scenario === 'fast' ? {} : under(scenario)) }
  const request = new Request(host + generations('openai'), { ...init, headers })
  const text = await clock.runUntil(mock.fetch(request).then((response) => response.text()))
  return text
    .replaceAll(/("b64_json":")[^"]+/g, '$1…')
    .split('\n\n')
    .filter(Boolean)
}

test('events have a line that names them, unless the gateway has none', async () => {
  const [named = ''] = await stream({})
  const [bare = ''] = await stream({ '/stream/eventLines': false })
  expect(named).toMatch(/^event: image_generation\.completed\ndata: \{"type":"image_generation\.completed",/)
  expect(bare).toMatch(/^data: \{"type":"image_generation\.completed",/)
})

test('comments keep a stream open until the image is there', async () => {
  const events = await stream({
    '/stream/keepAlive': { comment: 'still drawing', everySeconds: 15 },
    '/tasks/duration': { seconds: 40, queuedShare: 0 },
  })
  expect(events.map((event) => event.slice(0, 17))).toEqual([': still drawing', ': still drawing', 'event: image_gene'])
})

test('an event names the media type, and links to the image where it has no place for base64', async () => {
  const [event = ''] = await stream({ '/stream/lens': { url: '/link', mediaType: '/media_type' } })
  expect(JSON.parse(event.split('data: ')[1] ?? '')).toEqual({
    link: expect.stringMatching(/^http:.+\/generated\/.+\/0$/),
    media_type: 'image/jpeg',
  })
})

test('a failure in a stream has places of its own', async () => {
  const events = await stream(
    {
      '/stream/error': {
        event: 'error',
        lens: { message: '/error/message' },
        fixed: { '/type': 'error', '/error/code': 'server_error' },
      },
    },
    {},
    'upstream-failed',
  )
  expect(JSON.parse(events.at(-1)?.split('data: ')[1] ?? '')).toEqual({
    type: 'error',
    error: { code: 'server_error', message: expect.any(String) },
  })
})
