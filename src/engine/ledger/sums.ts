import type { Charge, ChargedAmount, ChargeSums } from './charge.ts'
import { roundAmount } from './price.ts'

/** Creates sums to which charges can be added one by one, because a ledger can be longer than the memory holds. */
export function createSums(): { readonly add: (charge: Charge) => void; readonly read: () => ChargeSums } {
  const amounts = new Map<string, ChargedAmount>()
  let [images, doubles] = [0, 0]
  return {
    add(charge) {
      const { unit, state, amount } = charge
      const known = amounts.get(unit) ?? { unit, reserved: 0, charged: 0, refunded: 0 }
      amounts.set(unit, { ...known, [state]: roundAmount(known[state] + amount) })
      if (state !== 'refunded') images += charge.images
      if (charge.isDouble) doubles++
    },
    read: () => ({ images, amounts: [...amounts.values()], doubles }),
  }
}
