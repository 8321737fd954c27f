import { z } from 'zod'
import type { Contract } from '../../contract/load.ts'
import { asLens, brokenPointers, findOperation, missingOperation, schemasOf } from '../contract-faults.ts'
import { type Fault, fault } from '../fault.ts'
import { fixed, operationKey, place } from './shared.ts'

const price = z.number().nonnegative()
const refundOrKeep = (what: string) =>
  z
    .enum(['refund', 'keep'])
    .optional()
    .meta({
      title: `Charge of a ${what} task`,
      description: `refund: the gateway gives the charge of a ${what} task back. keep: the task is charged as one with images. Default: keep, because no document promises a refund.`,
    })

const balance = z
  .strictObject({
    at: operationKey.meta({
      title: 'Endpoint of the balance',
      description: 'Method and path in the OpenAPI document, such as GET /balance.',
    }),
    lens: z
      .strictObject({
        remaining: place('the amount that is left', 'in the unit of prices'),
        used: place('the amount that was used', 'in the unit of prices'),
        remainingCredits: place('the credits that are left'),
        usedCredits: place('the credits that were used'),
        isUnlimited: place('the flag of a key without a limit', 'true if the balance has no limit'),
      })
      .meta({ title: 'Places in a balance', description: 'Where the response holds values.' }),
    creditsPerUnit: z.number().positive().optional().meta({
      title: 'Credits for a unit',
      description: 'Number of credits in one unit of prices: 200 for 200 credits in a US dollar. Default: 1.',
    }),
    unlimited: z.number().optional().meta({
      title: 'Amount without a limit',
      description:
        'Number in place of the amount that is left when the balance has no limit, such as -1. A mock without --balance answers with the number. Default: no such number, and a mock without --balance has 1000000 units.',
    }),
    fixed: fixed.optional(),
  })
  .meta({ title: 'Balance', description: 'An endpoint that reports the balance. Its name is free.' })

export const charges = z
  .strictObject({
    unit: z.string().min(1).optional().meta({
      title: 'Unit of prices',
      description: 'Word for the unit, such as USD or credits. Default: image.',
    }),
    perImage: price.optional().meta({
      title: 'Price of an image',
      description: 'Price of one image, in the unit. Default: 1.',
    }),
    byTier: z
      .record(
        z.string(),
        price.meta({ title: 'Price of an image of a tier', description: 'Price of one image, in the unit.' }),
      )
      .optional()
      .meta({ title: 'Prices by tier', description: 'Prices that differ from `perImage`, by resolution tier.' }),
    byModel: z
      .record(
        z.string(),
        price.meta({ title: 'Price of an image of a model', description: 'Price of one image, in the unit.' }),
      )
      .optional()
      .meta({
        title: 'Prices by model',
        description:
          'Prices that differ from the others, by the id of the model; * stands for any text. The first that matches counts, before the price of the tier.',
      }),
    failed: refundOrKeep('failed'),
    cancelled: refundOrKeep('cancelled'),
    balances: z
      .record(z.string(), balance)
      .optional()
      .meta({
        title: 'Endpoints of the balance',
        description:
          'Endpoints that report what is left and what was used, by a free name. Default: no endpoint of the dialect does.',
        examples: [{ key: { at: 'GET /balance', lens: { remaining: '/remain_balance' } } }],
      }),
  })
  .meta({
    title: 'Prices and charges',
    description:
      'What the gateway charges for images, and where it reports the balance. A mock keeps a ledger by these rules.',
  })
export type Charges = z.infer<typeof charges>
export type Balance = z.infer<typeof balance>

/** Checks each endpoint of the balance against the contract. */
export function* checkCharges({ balances = {} }: Charges, contract: Contract): Generator<Fault> {
  for (const [name, { at, lens, fixed: members, creditsPerUnit, unlimited }] of Object.entries(balances)) {
    const parts = ['charges', 'balances', name]
    yield* missingOperation(contract, [...parts, 'at'], at)
    if (Object.keys(lens).length === 0)
      yield fault([...parts, 'lens'], 'missing: add the pointer to an amount', { example: { remaining: '/balance' } })
    if (creditsPerUnit !== undefined && lens.remainingCredits === undefined && lens.usedCredits === undefined)
      yield fault(
        [...parts, 'creditsPerUnit'],
        'the balance has no credits: add a place of credits, or remove the member',
      )
    if (unlimited !== undefined && unlimited > 0)
      yield fault(
        [...parts, 'unlimited'],
        `${unlimited} looks like an amount that is left: expected 0 or a number below, such as -1`,
      )
    const replies = schemasOf(contract, [findOperation(contract, at)])
    yield* brokenPointers(contract, [...parts, 'lens'], lens, replies)
    yield* brokenPointers(contract, [...parts, 'fixed'], asLens(members), replies)
  }
}
