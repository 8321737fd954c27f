import { readFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'

/** Milliseconds of a look at the machine. */
const lookMs = 500

/** Reads the time of all cores in ticks: the whole, and what nobody used. Undefined without /proc. */
function readTicks(): { readonly all: number; readonly idle: number } | undefined {
  try {
    const [, ...ticks] = (readFileSync('/proc/stat', 'utf8').split('\n')[0] ?? '').trim().split(/\s+/)
    const [, , , idle = 0, waiting = 0] = ticks.map(Number)
    return { all: ticks.reduce((sum, tick) => sum + Number(tick), 0), idle: idle + waiting }
  } catch {
    return undefined
  }
}

/** Measures the share of the cores that others use while the bench waits, from 0 to 1. A virtual machine's host counts. 0 without /proc. */
export async function measureOthers(): Promise<number> {
  const before = readTicks()
  await wait(lookMs)
  const after = readTicks()
  if (!before || !after || after.all === before.all) return 0
  return 1 - (after.idle - before.idle) / (after.all - before.all)
}
