import { describe, expect, test } from 'vitest'
import { planProbes, totalCost } from '../../src/conformance/plan.ts'
import { seenShare } from '../../src/conformance/report.ts'
import type { Handler } from '../../src/http/handler.ts'
import type { Ask } from '../../src/probes/ask.ts'
import { probes } from '../../src/probes/probes.ts'
import { OutOfBudget, Unavailable } from '../../src/probes/run-errors.ts'
import { verifyMock } from '../support/gateway.ts'
import { drawImage } from '../support/images.ts'
import { providerOf } from '../support/provider.ts'
import { broken, openRunner, page, paidRequest, refusedRequest } from '../support/runner.ts'

/** Reply with images. */
const images = (count: number) =>
  Response.json({ data: Array.from({ length: count }, (_, index) => ({ url: `https://images.test/${index}.png` })) })

const refusal = (status: number) => Response.json({ error: { message: 'no' } }, { status })
/** Connection that broke: no response. */
const breaks = (code: string) => () => Promise.reject(broken(code))

describe('the images that a response charges', () => {
  test.each<[response: string, ask: Ask, respond: () => Response | Promise<Response>, spent: number]>([
    ['an image', paidRequest, () => images(1), 1],
    ['more images than requested', paidRequest, () => images(3), 3],
    ['fewer images than might be charged', { ...paidRequest, imagesAtMost: 5 }, () => images(1), 1],
    ['success without images in sight', { ...paidRequest, imagesAtMost: 5 }, () => Response.json({}), 5],
    ['a refusal', paidRequest, () => refusal(400), 0],
    ['a time-out of the gateway', paidRequest, () => refusal(408), 1],
    ['an error of the gateway', paidRequest, () => refusal(500), 1],
    ['a page of a proxy', paidRequest, () => page(524), 1],
    ['a broken connection', paidRequest, breaks('ECONNRESET'), 1],
    ['an image for a request to be refused', refusedRequest, () => images(1), 1],
    ['a refusal for a request to be refused', refusedRequest, () => refusal(400), 0],
    ['an error of the gateway for a request to be refused', refusedRequest, () => refusal(500), 0],
  ])('%s', async (_response, ask, respond, spent) => {
    const { context, runner } = openRunner({ budget: 5 }, respond)
    await context.ask(ask).catch((error: unknown) => {
      if (!(error instanceof Unavailable)) throw error
    })
    expect([runner.spent(), context.imagesLeft()]).toEqual([spent, 5 - spent])
  })
})

describe('a request that might be charged', () => {
  test.each([
    ['paid', paidRequest],
    ['expected to be refused', refusedRequest],
    ['of several images', { ...paidRequest, images: 2 }],
    ['of one image that might become two', { ...paidRequest, imagesAtMost: 2 }],
  ])('is not sent if too few images are left: %s', async (_what, ask) => {
    const needed = Math.max(ask.images ?? 0, 'imagesAtMost' in ask ? ask.imagesAtMost : 0)
    const { context, sentAt } = openRunner({ budget: needed - 1 })
    await expect(context.ask(ask)).rejects.toThrow(
      new OutOfBudget(`images needed for the request: ${needed}, left in the budget: ${needed - 1}`, 'images'),
    )
    expect(sentAt).toEqual([])
  })

  test.each([
    ['are charged, it is not sent', images(1), 2, 'out of budget'],
    ['are not charged, it is sent', refusal(400), 3, 'sent'],
  ])('waits for the images that requests under way hold; if they %s', async (_what, response, sent, outcome) => {
    const { promise: answered, resolve: answer } = Promise.withResolvers<void>()
    const { context, sentAt, runner } = openRunner({ budget: 2 }, () => answered.then(() => response.clone()))
    const asks = ['a', 'b', 'c'].map((repeatLabel) => context.ask({ ...refusedRequest, repeatLabel }))
    const third = asks[2]?.then(
      () => 'sent',
      (error: Error) => error.message.slice(0, 13),
    )
    await new Promise(setImmediate)
    expect([sentAt.length, context.imagesLeft()]).toEqual([2, 0])
    answer()
    expect([await third, sentAt.length]).toEqual([outcome, sent])
    expect(runner.spent()).toBeLessThanOrEqual(2)
  })
})

/** Creates a gateway that takes every request for images, whatever its faults, and counts the images that it returned. */
async function takesEverything() {
  const image = { b64_json: (await drawImage('png')).toString('base64') }
  const gateway = { charged: 0, fetch }
  async function fetch(request: Request): Promise<Response> {
    if (request.method !== 'POST' || !request.url.includes('/images/')) return new Response('{}', { status: 404 })
    const [, n = '1'] = /"n"(?::|\r\n\r\n)(-?\d+)/.exec(await request.text()) ?? []
    const count = Math.max(1, Number(n))
    gateway.charged += count
    return Response.json({ created: 1, data: Array(count).fill(image) })
  }
  return gateway
}

describe('a gateway that takes every request', () => {
  test.each([
    ['dimilinks', 0],
    ['dimilinks', 1],
    ['dimilinks', 10],
    ['apigo', 3],
    ['ezlink', 7],
    ['gpt-best', 30],
    ['openai', 10],
    ['openai', 30],
  ])('charges no more than the ceiling, and does not pass: %s, %i images', async (id, budget) => {
    const gateway = await takesEverything()
    const report = await verifyMock(await providerOf(id), { budget, fetch: gateway.fetch })
    expect([gateway.charged, report.images.spent]).toEqual([budget, budget])
    if (budget > 0) expect(seenShare(report)).toBeLessThan(0.8)
  })
})

test('a fault that the gateway takes costs one image in each operation, is a finding, and is not sent again', async () => {
  const provider = await providerOf('dimilinks')
  const taken: string[] = []
  const around = (fetch: Handler) => async (request: Request) => {
    const text = request.headers.get('content-type')?.includes('json') ? await request.clone().text() : ''
    if (!text.includes('"size":"nonsense"')) return fetch(request)
    const { size: _, ...body } = JSON.parse(text)
    const { method, url, headers } = request
    const response = await fetch(new Request(url, { method, headers, body: JSON.stringify(body) }))
    if (response.status < 300) taken.push(new URL(url).pathname)
    return response
  }
  const { findings, images } = await verifyMock(provider, { around, budget: 20 })
  expect(taken).toEqual(['/v1/images/generations'])
  expect(images.spent).toBe(totalCost(planProbes(probes), provider.dialect) + 1)
  expect(findings.filter(({ trait }) => trait === '/images/size/accepts')).toMatchObject([{ verdict: 'deviates' }])
})

describe('the price that is printed before', () => {
  test.each(['apigo', 'dimilinks'])('is what %s charges, if it behaves as documented', async (id) => {
    const provider = await providerOf(id)
    const price = totalCost(planProbes(probes), provider.dialect)
    const { images } = await verifyMock(provider, { budget: 100 })
    expect(images.spent).toBe(price)
  })
})

test('a planned request that does not fit leaves the others', async () => {
  const seen = async (budget: number) => {
    const { findings, images } = await verifyMock(await providerOf('ezlink'), { budget })
    const rows = ['/results/default', 'every image can be decoded', 'a response has the requested number of images']
    return [images.spent, ...rows.map((name) => findings.find(({ trait }) => trait === name)?.verdict)]
  }
  expect(await seen(7)).toEqual([7, 'conforms', 'conforms', 'conforms'])
  expect(await seen(2)).toEqual([2, 'conforms', 'conforms', 'conforms'])
})
