import type { Delivery } from '../request/deliveries.ts'

/** Different warnings that a mock prints; the list of callbacks has all reasons. */
const maxWarnings = 100

/** Warns of callbacks that were refused or given up: once for each receiver and reason. */
export function createWarnings(warn: (message: string) => void): (delivery: Delivery) => void {
  const told = new Set<string>()
  return ({ url, outcome, attempts }) => {
    const last = attempts.at(-1)
    if (outcome !== 'refused' && outcome !== 'ended') return
    const reason = last?.error ?? `the receiver answered ${last?.status}`
    const count = attempts.length === 1 ? '1 attempt' : `${attempts.length} attempts`
    const end = outcome === 'refused' ? 'was refused' : `was given up after ${count}`
    const about = `${URL.parse(url)?.origin} ${end} ${reason}`
    if (told.has(about) || told.size >= maxWarnings) return
    told.add(about)
    warn(`A callback to ${url} ${end}: ${reason}`)
  }
}
