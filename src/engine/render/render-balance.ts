import { writeThrough } from '../../dialect/lens.ts'
import { roundAmount } from '../ledger/price.ts'
import type { Outcome } from '../model/outcome.ts'
import type { Reply } from '../model/reply.ts'
import type { Call } from '../request/call.ts'
import { fillConstants } from './templates.ts'

/** Units that a key has at a mock without `--balance`, where the gateway has no word for a balance without a limit. */
const manyUnits = 1_000_000

/** Writes a balance in the provider's shape. */
export function renderBalance(
  call: Call,
  { balance, limit, used }: Extract<Outcome, { readonly kind: 'balance' }>,
): Reply {
  const { lens, fixed, creditsPerUnit = 1, unlimited } = balance
  const isUnlimited = limit === undefined && (unlimited !== undefined || lens.isUnlimited !== undefined)
  const left = roundAmount((limit ?? manyUnits) - used)
  const values = {
    remaining: isUnlimited && unlimited !== undefined ? unlimited : left,
    used: roundAmount(used),
    remainingCredits: roundAmount(left * creditsPerUnit),
    usedCredits: roundAmount(used * creditsPerUnit),
    isUnlimited,
  }
  return { status: 200, headers: {}, json: writeThrough(lens, values, fillConstants(fixed, call)) }
}
