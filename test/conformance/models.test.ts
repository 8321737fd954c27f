import { describe, expect, test } from 'vitest'
import { infer } from '../../src/conformance/infer/infer.ts'
import { planProbes } from '../../src/conformance/plan.ts'
import type { Handler } from '../../src/http/handler.ts'
import { probes } from '../../src/probes/probes.ts'
import { serveGateway, verifyMock } from '../support/gateway.ts'
import { providerOf } from '../support/provider.ts'

/** Notes the models that requests name, and answers them by `respond`. */
function watching(respond: (model: string | undefined) => Response | undefined = () => undefined) {
  const models = new Set<string | undefined>()
  const around =
    (fetch: Handler): Handler =>
    async (request) => {
      if (request.method !== 'POST') return fetch(request)
      const text = await request.clone().text()
      const model = /"model":"(.*?)"/.exec(text)?.[1] ?? /name="model"\r\n\r\n(.*)\r/.exec(text)?.[1]
      if (model !== undefined) models.add(model)
      return respond(model) ?? fetch(request)
    }
  return { around, models }
}

describe('the model of the user', () => {
  test.each<[id: string, only: string, model: string]>([
    ['openai', 'images.n', 'gpt-image-1.5'],
    ['openai', 'limits.n', 'gpt-image-1.5'],
    // The gateway accepts unknown models.
    ['gpt-best', 'results.*', 'flux-of-mine'],
  ])('is named by every request: %s, %s', async (id, only, model) => {
    const { around, models } = watching()
    const report = await verifyMock(await providerOf(id), {
      around,
      model,
      probes: planProbes(probes, [only]),
      budget: 10,
    })
    expect([...models]).toEqual([model])
    expect(report.findings.filter(({ verdict }) => verdict === 'conforms')).not.toEqual([])
  })

  test('is the model that probe tries first', async () => {
    const { around, models } = watching()
    const options = await serveGateway(await providerOf('ezlink'), around)
    await options.clock.runUntil(infer({ ...options, id: 'inferred', model: 'gpt-image-2', budget: 30 }))
    expect([...models][0]).toBe('gpt-image-2')
  })
})

describe('a gateway that serves other models than documented', () => {
  const refuse = (model: string | undefined) =>
    Response.json(
      {
        error: {
          message: `The model '${model}' does not exist.`,
          type: 'invalid_request_error',
          param: 'model',
          code: 'model_not_found',
        },
      },
      { status: 404 },
    )

  test('is verified with a documented model that the gateway serves', async () => {
    const served = 'gpt-image-1.5'
    const { around } = watching((model) => (model === undefined || model === served ? undefined : refuse(model)))
    const plan = planProbes(probes, ['models.served', 'images.n', 'results.default', 'limits.n'])
    const { findings } = await verifyMock(await providerOf('openai'), { around, probes: plan, budget: 10 })
    const named = findings.find(({ trait }) => trait === 'a response has the requested number of images')
    expect(named?.verdict).toBe('conforms')
  })
})
