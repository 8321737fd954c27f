import { msPerSecond } from '../../time/units.ts'
import { isRefused } from '../ask.ts'
import { sharedGenerations } from '../generations/generate.ts'
import { haveEqualPixels } from '../generations/images.ts'
import { clockSlackSeconds } from '../generations/lifetime.ts'
import type { Probe } from '../probe.ts'
import { listImageLinks, requestImage, secondFetch } from './links.ts'

const invariant = 'a link returns the same image each time'

/** Checks that a second request for a link, within its lifetime, returns the image of the first. */
export const repeatedLinksProbe: Probe = {
  id: 'links.repeated',
  observes: [],
  invariants: [invariant],
  cost: 0,
  sharedCost: sharedGenerations,
  async observe(ctx) {
    const { image: rules } = ctx.known.results
    const isStillValid = (receivedAt: number) =>
      rules?.ttlSeconds === undefined || ctx.now() < receivedAt + (rules.ttlSeconds - clockSlackSeconds) * msPerSecond
    const link = (await listImageLinks(ctx)).find(
      ({ receivedAt, image }) => image.damage === undefined && isStillValid(receivedAt),
    )
    const first = link?.image.linkAnswer
    if (!link || !first) return { observations: [] }
    const second = await requestImage(ctx, rules ?? { withoutKey: 'accept' }, link.url, secondFetch)
    const seconds = Math.round((second.receivedAt - first.receivedAt) / msPerSecond)
    const breaches = isRefused(second)
      ? [`the second request for a link returned ${second.status}, ${seconds} s after the first`]
      : (await haveEqualPixels(first.bytes, second.bytes))
        ? []
        : ['the second request for a link returned another image']
    return { observations: [], invariantResults: [{ invariant, breaches, evidence: [first.number, second.number] }] }
  },
}
