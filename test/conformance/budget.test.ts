import { describe, expect, test } from 'vitest'
import type { Ask } from '../../src/probes/ask.ts'
import { OutOfBudget, Unavailable } from '../../src/probes/run-errors.ts'
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
