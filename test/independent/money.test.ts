import { describe, expect, test } from 'vitest'
import type { Stranger } from './shared/stranger.ts'
import { strangers, verifyStranger } from './strangers.ts'

const budgets = [0, 1, 3, 10]

/** Faults that make a client pay for images that it does not expect, or does not get. */
const moneyFaults = ['takes-everything', 'caps-n', 'charges-then-524', 'charges-then-resets']

/**
 * Lists the faults with the budgets. Every fifth money fault, another fifth for each gateway, because a run takes up to a
 * second; `npm run test:long` runs every fault with each budget.
 */
function casesOf(stranger: Stranger): [fault: string, budget: number][] {
  const all = ['none', ...stranger.variants, ...stranger.faults]
  const faults = process.env.LONG ? all : moneyFaults.filter((fault) => all.includes(fault))
  const cases = faults.flatMap((fault) => budgets.map((budget): [string, number] => [fault, budget]))
  const offset = strangers.indexOf(stranger)
  return process.env.LONG ? cases : cases.filter((_, index) => (index + offset) % 5 === 0)
}

describe.each(strangers)('$name charges at most the budget, and at most what the report says', (stranger) => {
  test.each(casesOf(stranger))('fault: %s, budget: %i images', async (fault, budget) => {
    const { charged, report } = await verifyStranger(stranger, fault === 'none' ? [] : [fault], budget)
    expect(charged).toBeLessThanOrEqual(budget)
    // A run that throws an error reports no images, so it may not have paid for one.
    expect(charged).toBeLessThanOrEqual(report?.images.spent ?? 0)
  })
})
