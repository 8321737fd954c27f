import { readFirst } from '../../dialect/lens.ts'
import type { Balance } from '../../dialect/schema.ts'
import { type Answer, isRefused } from '../ask.ts'
import type { ProbeContext } from '../probe.ts'
import { parseOperation } from './free-requests.ts'

/** Asks for the balance of the key. Equal labels share a response. */
export const askBalance = ({ ask }: ProbeContext, balance: Balance, repeatLabel: string): Promise<Answer> =>
  ask({ ...parseOperation(balance), repeatLabel })

/** Amounts of a balance in the unit of prices. */
export interface Amounts {
  readonly remaining: number | undefined
  readonly used: number | undefined
}

/** Reads the amounts of a balance. Credits stand in for amounts that the response lacks, or that have no limit. */
export function readAmounts({ lens, creditsPerUnit = 1, unlimited }: Balance, answer: Answer): Amounts {
  if (isRefused(answer)) return { remaining: undefined, used: undefined }
  const read = (places: string | readonly string[] | undefined, factor = 1) => {
    const value = readFirst(answer.json, places as Balance['lens']['used'])
    return typeof value === 'number' && Number.isFinite(value) ? value / factor : undefined
  }
  const remaining = read(lens.remaining)
  const isUnlimited = readFirst(answer.json, lens.isUnlimited) === true || remaining === unlimited
  return {
    remaining: isUnlimited ? undefined : (remaining ?? read(lens.remainingCredits, creditsPerUnit)),
    used: read(lens.used) ?? read(lens.usedCredits, creditsPerUnit),
  }
}
