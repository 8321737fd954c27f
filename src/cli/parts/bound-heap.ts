import { PerformanceObserver } from 'node:perf_hooks'
import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8'

/** Bytes of the young generation from which on it does not grow. V8 lets it grow to 128 MB. */
const enough = 16 * 2 ** 20
/**
 * Bounds the young generation of V8 for a process that runs a mock and nothing else. The size of the generation is a flag of the
 * command line, which a program cannot set for itself; whether the generation grows is a flag that V8 reads at each collection. The
 * old generation is not bounded, because more frequent collections of it took a fifth of the speed.
 */
export function boundHeap(): void {
  let mayGrow = true
  new PerformanceObserver(() => {
    const young = getHeapSpaceStatistics().find(({ space_name: name }) => name === 'new_space')
    const isSmall = (young?.space_size ?? 0) < enough
    if (isSmall === mayGrow) return
    mayGrow = isSmall
    setFlagsFromString(`--semi-space-growth-factor=${mayGrow ? 2 : 1}`)
  }).observe({ entryTypes: ['gc'] })
}
