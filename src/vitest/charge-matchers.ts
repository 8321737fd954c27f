import type { AsyncMatcherResult } from 'vitest'
import type { Charge } from '../engine/ledger/charge.ts'
import { imageUnit, roundAmount } from '../engine/ledger/price.ts'
import { createSums } from '../engine/ledger/sums.ts'

/** Object with a ledger: the `gateway` of the fixtures, an intercepted provider, or a mock. */
export interface ChargedGateway {
  readonly charges: () => Promise<readonly Charge[]>
}

/** Charges that a test expects, without those that were refunded. */
export interface ExpectedCharges {
  /** Number of images. */
  readonly images?: number
  /** Amount in the unit of the gateway's prices. */
  readonly amount?: number
}

declare module 'vitest' {
  interface Matchers<R extends void | Promise<void> = void | Promise<void>, T = unknown> {
    /**
     * Asserts what a gateway charged so far, also for tasks that still run, and without charges that were refunded. Await the
     * assertion.
     */
    toHaveCharged(expected: ExpectedCharges): Promise<void>
    /**
     * Asserts that no task was charged a second time: no request was repeated after a response that the client never got whole. Await
     * the assertion.
     */
    toHavePaidOnce(): Promise<void>
  }
}

/** Matchers for the charges of a gateway. */
export const chargeMatchers = {
  async toHaveCharged(received: unknown, expected: ExpectedCharges): AsyncMatcherResult {
    const wanted = Object.entries(expected ?? {}) as [keyof ExpectedCharges, number][]
    // A misspelled member would let a negated assertion pass always.
    const isKnown = ([name, value]: [string, unknown]) =>
      (name === 'images' || name === 'amount') && typeof value === 'number'
    if (wanted.length === 0 || !wanted.every(isKnown))
      throw new TypeError(
        'toHaveCharged expects { images } or { amount } with numbers, such as toHaveCharged({ images: 1 })',
      )
    const charges = await chargesOf(received, 'toHaveCharged')
    const held = charges.filter(({ state }) => state !== 'refunded')
    const actual = {
      images: sumsOf(held).images,
      ...(expected.amount === undefined ? {} : { amount: amountOf(held) }),
    }
    const pass = wanted.every(([name, value]) => actual[name] === value)
    const show = (values: ExpectedCharges) => wanted.map(([name]) => `${name}: ${values[name]}`).join(', ')
    return {
      pass,
      message: () =>
        pass
          ? `expected charges other than { ${show(actual)} }`
          : [
              `expected the gateway to have charged { ${show(expected)} }, but it charged { ${show(actual)} }`,
              ...charges.map(describeCharge),
              ...(charges.length === 0 ? ['  no request made a task'] : []),
            ].join('\n'),
    }
  },

  async toHavePaidOnce(received: unknown): AsyncMatcherResult {
    const charges = await chargesOf(received, 'toHavePaidOnce')
    const doubles = charges.filter(({ isDouble }) => isDouble)
    const repeated = new Set(doubles.map(({ repeats }) => repeats))
    return {
      pass: doubles.length === 0,
      message: () =>
        doubles.length === 0
          ? 'expected a second charge for one intention, but every task was charged for an intention of its own'
          : [
              `expected one charge for each intention, but ${doubles.length} of ${charges.length} ${doubles.length === 1 ? 'was a second charge' : 'were further charges'}:`,
              ...charges.filter(({ task, isDouble }) => isDouble || repeated.has(task)).map(describeCharge),
              ...remedies,
            ].join('\n'),
    }
  },
}

const remedies = [
  'To pay once, do one of these:',
  '  send the repeat with the idempotency key of the first request, where the gateway has such a key',
  '  poll the first task in place of sending the request again, where the gateway names its tasks',
  '  set the number of retries of the client to 0, such as { maxRetries: 0 }, and ask the user',
]

const describeCharge = ({ request, task, images, amount, unit, state, delivered, repeats }: Charge): string =>
  [
    `  request ${request}: task ${task}`,
    `${images} ${images === 1 ? 'image' : 'images'}`,
    ...(unit === imageUnit ? [] : [`${amount} ${unit}`]),
    state,
    ...(delivered ? [] : ['response lost']),
    ...(repeats === null ? [] : [`repeats ${repeats}`]),
  ].join(', ')

const sumsOf = (charges: readonly Charge[]) => {
  const sums = createSums()
  for (const charge of charges) sums.add(charge)
  return sums.read()
}

/** Adds the amounts. Throws if the gateways of a mock count in different units. */
function amountOf(charges: readonly Charge[]): number {
  const { amounts } = sumsOf(charges)
  if (amounts.length > 1)
    throw new TypeError(
      `the gateways charge in ${amounts.map(({ unit }) => unit).join(' and ')}, which have no sum: expect { images }, or use a mock for each gateway`,
    )
  return roundAmount(charges.reduce((sum, { amount }) => sum + amount, 0))
}

async function chargesOf(received: unknown, matcher: string): Promise<readonly Charge[]> {
  const { charges } = (received ?? {}) as Partial<ChargedGateway>
  if (typeof charges === 'function') return charges()
  throw new TypeError(
    `${matcher} expects an object with charges(): the gateway of gatewayFixtures, the result of interceptProvider, or a mock`,
  )
}
