import { expect, test } from 'vitest'
import { run } from '../../src/conformance/run.ts'
import { createMock } from '../../src/engine/mock.ts'
import { probes } from '../../src/probes/probes.ts'
import { createManualClock } from '../../src/time/clock.ts'
import { ask, by, generations } from '../scenario/gateways.ts'
import { deviant, serveGateway } from '../support/gateway.ts'
import { host } from '../support/mock.ts'
import { providerOf } from '../support/provider.ts'

/** Sends a request with an invalid count to a mock that differs from a shipped one. Its contract no longer fits. */
async function refuse(changes: Readonly<Record<string, unknown>>): Promise<Response> {
  const clock = createManualClock()
  const provider = deviant(await providerOf('openai'), changes)
  const mock = await createMock({ providers: [provider], clock, onViolation: () => {} })
  const init = ask('openai', { n: 'many' })
  return clock.runUntil(
    mock.fetch(new Request(host + generations('openai'), { ...init, headers: { ...init.headers, ...by('sk-test') } })),
  )
}

test('a refusal has the media type of its envelope', async () => {
  const usual = await refuse({})
  const problem = await refuse({ '/errors/envelopes/default/mediaType': 'application/problem+json' })
  expect([usual.status, usual.headers.get('content-type')]).toEqual([400, 'application/json'])
  expect([problem.status, problem.headers.get('content-type')]).toEqual([400, 'application/problem+json'])
})

test('the path to a field continues a list', async () => {
  const response = await refuse({
    '/errors/envelopes/default': {
      lens: { message: '/detail/0/msg', param: '/detail/0/loc/1' },
      paramForm: 'parts',
      fixed: { '/detail/0/loc/0': 'body' },
    },
  })
  expect(await response.json()).toEqual({ detail: [{ msg: expect.any(String), loc: ['body', 'n'] }] })
})

test('a refusal has the headers, the code and the further members of its cause', async () => {
  const response = await refuse({
    '/errors/causes/badField': {
      status: 422,
      code: 422,
      headers: { 'X-Reason': 'field' },
      fixed: { '/error/metadata/reasons': ['size'] },
    },
  })
  expect([response.status, response.headers.get('x-reason')]).toEqual([422, 'field'])
  expect(await response.json()).toEqual({
    error: {
      message: expect.stringContaining('n'),
      param: 'n',
      code: 422,
      metadata: { reasons: ['size'] },
    },
  })
})

test.each([
  [200, 'no deviation'],
  [404, 'deviation'],
])('an unknown task in a 200, documented as %d, is a %s', async (documented, verdict) => {
  const { dialect, contract } = deviant(await providerOf('gpt-best'), {
    '/errors/causes/unknownTask/status': documented,
  })
  const gateway = await serveGateway(
    deviant(await providerOf('gpt-best'), { '/errors/causes/unknownTask/status': 200 }),
  )
  const chosen = probes.filter(({ id }) => ['errors.unknownTask', 'errors.unknown'].includes(id))
  const { findings } = await gateway.clock.runUntil(
    run({ dialect, contract, probes: chosen, failsFrom: 'may', budget: 0, ...gateway }),
  )
  const differing = findings.filter(({ verdict }) => !['conforms', 'not observed'].includes(verdict))
  expect(differing.map(({ trait }) => trait)).toEqual(
    verdict === 'deviation'
      ? ['/errors/causes/unknownTask/status', 'an unknown path or id is never answered with success']
      : [],
  )
})
