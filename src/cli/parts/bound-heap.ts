import { PerformanceObserver } from 'node:perf_hooks'
import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8'

/** Bytes of the young generation from which on it does not grow. V8 lets it grow to 128 MB. */
const enough = 16 * 2 ** 20
/** How much the old generation may grow before its garbage is collected. V8 lets it grow to three times its size. */
const growthPercent = 50

/**
 * Bounds the memory of V8 for a process that runs a mock and nothing else. A mock makes much garbage that lives for a response, and
 * keeps little: V8 would take 300 MB more under load. The size of the young generation is a flag of the command line, which a program
 * cannot set for itself; whether the generation grows is a flag that V8 reads at each collection.
 */
export function boundHeap(): void {
  setFlagsFromString(`--heap-growing-percent=${growthPercent}`)
  let mayGrow = true
  new PerformanceObserver(() => {
    const young = getHeapSpaceStatistics().find(({ space_name: name }) => name === 'new_space')
    const isSmall = (young?.space_size ?? 0) < enough
    if (isSmall === mayGrow) return
    mayGrow = isSmall
    setFlagsFromString(`--semi-space-growth-factor=${mayGrow ? 2 : 1}`)
  }).observe({ entryTypes: ['gc'] })
}
