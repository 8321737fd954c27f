import { describeEnd } from '../areas/waits.ts'
import { isRefused } from '../ask.ts'
import { generationsOf } from '../generations/generate.ts'
import { imagesIn } from '../generations/images.ts'
import type { Probe } from '../probe.ts'
import { usualWait } from '../requests/trigger.ts'

/** Finds out whether the gateway waits for the end of a task if a request prefers so, in a task that is paid anyway. */
export const discoverWaitProbe: Probe = {
  id: 'discovery.waits',
  observes: ['/async/wait'],
  cost: 0,
  async observe(ctx) {
    const { waited } = (await generationsOf(ctx)).find((generation) => generation.waited !== undefined) ?? {}
    if (!waited || isRefused(waited.answer) || imagesIn(waited.answer.json).length === 0) return { observations: [] }
    const end = describeEnd(ctx.known, usualWait, waited.answer)
    if (!end) return { observations: [] }
    const { in: place, name, token } = usualWait
    const { isSuccess: _, ...document } = end
    const value = { in: place, name, token, ...document }
    return { observations: [{ trait: '/async/wait', value, evidence: [waited.answer.number] }] }
  },
}
