import { expect, test } from 'vitest'
import { largestAccepted, smallestAccepted } from '../../src/probes/refusals/find-limit.ts'

/** Simulates a gateway that accepts values from `min` to `max`, and records the requested values. */
function gatewayAccepting(min: number, max: number) {
  const requested: number[] = []
  const isAccepted = async (value: number) => {
    requested.push(value)
    return value >= min && value <= max
  }
  return { requested, isAccepted }
}

test.each([
  { limit: 10, low: 1, high: 64, guess: 10, expected: 10, requested: [10, 11] },
  { limit: 10, low: 1, high: 64, guess: 9, expected: 10, requested: [9, 10, 37, 23, 16, 13, 11] },
  { limit: 10, low: 1, high: 64, guess: 11, expected: 10, requested: [11, 10] },
  { limit: 10, low: 1, high: 64, guess: undefined, expected: 10, requested: [1, 33, 17, 9, 13, 11, 10] },
  { limit: 1, low: 1, high: 64, guess: 1, expected: 1, requested: [1, 2] },
  { limit: 0, low: 1, high: 64, guess: 1, expected: undefined, requested: [1] },
  { limit: 64, low: 1, high: 64, guess: 64, expected: 64, requested: [64] },
  { limit: 1000, low: 1, high: 64, guess: 10, expected: 64, requested: [10, 11, 38, 51, 58, 61, 63, 64] },
  { limit: 5, low: 1, high: 8, guess: 99, expected: 5, requested: [1, 5, 7, 6] },
  { limit: 5, low: 5, high: 5, guess: undefined, expected: 5, requested: [5] },
])(
  'the largest accepted value up to $limit from $low to $high, guessed as $guess, is $expected',
  async ({ limit, low, high, guess, expected, requested }) => {
    const gateway = gatewayAccepting(-Infinity, limit)
    expect(await largestAccepted(gateway.isAccepted, low, high, guess)).toBe(expected)
    expect(gateway.requested).toEqual(requested)
  },
)

test.each([
  { limit: 3, low: 0, high: 16, guess: 3, expected: 3, requested: [3, 2] },
  { limit: 0, low: 0, high: 16, guess: 0, expected: 0, requested: [0] },
  { limit: 1, low: 0, high: 16, guess: 0, expected: 1, requested: [0, 1] },
  { limit: 16, low: 0, high: 16, guess: undefined, expected: 16, requested: [16, 8, 12, 14, 15] },
  { limit: 17, low: 0, high: 16, guess: 0, expected: undefined, requested: [0, 1, 9, 13, 15, 16] },
])(
  'the smallest accepted value from $limit on between $low and $high, guessed as $guess, is $expected',
  async ({ limit, low, high, guess, expected, requested }) => {
    const gateway = gatewayAccepting(limit, Infinity)
    expect(await smallestAccepted(gateway.isAccepted, low, high, guess)).toBe(expected)
    expect(gateway.requested.map(Math.abs)).toEqual(requested)
  },
)
