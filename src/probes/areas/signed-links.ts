import type { Dialect } from '../../dialect/schema.ts'
import { msPerSecond } from '../../time/units.ts'
import { isRefused } from '../ask.ts'
import { sharedGenerations } from '../generations/generate.ts'
import { inspectImage } from '../generations/images.ts'
import type { Probe } from '../probe.ts'
import {
  flipDigits,
  type ImageLink,
  isOnGateway,
  listImageLinks,
  requestImage,
  secondFetch,
  withParameter,
} from './links.ts'

const invariant = 'a signed link works with its own signature alone'

/** Checks that a signature belongs to one link: to its image and to its expiry. */
export const signedLinksProbe: Probe = {
  id: 'links.signed',
  observes: [],
  invariants: [invariant],
  cost: 0,
  sharedCost: sharedGenerations,
  async observe(ctx) {
    const { image: rules } = ctx.known.results
    const links = (await listImageLinks(ctx)).filter(({ url, image }) => isOnGateway(ctx, url, image))
    const parameter = rules?.signature?.name
    const link = links.find(({ url }) => parameter !== undefined && url.searchParams.has(parameter))
    if (!rules || !link) return { observations: [], otherwise: { reason: 'no link is signed', limitedBy: 'method' } }
    if (isRefused(await requestImage(ctx, rules, link.url, secondFetch)))
      return { observations: [], otherwise: { reason: 'the link has stopped working' } }
    const results = await Promise.all(
      forgeLinks(rules, link, links).map(async ({ change, url }) => {
        const answer = await requestImage(ctx, rules, url)
        const isTaken = !isRefused(answer) && (await inspectImage(answer.bytes)).format !== undefined
        return { answer, breaches: isTaken ? [`a link works with ${change}`] : [] }
      }),
    )
    const breaches = results.flatMap((result) => result.breaches)
    const evidence = results
      .filter((result) => breaches.length === 0 || result.breaches.length > 0)
      .map(({ answer }) => answer.number)
    return { observations: [], invariantResults: [{ invariant, breaches: [...new Set(breaches)], evidence }] }
  },
}

/** Lists links whose signature is not their own, each with the change of the link. */
function forgeLinks(
  { signature, expiry }: NonNullable<Dialect['results']['image']>,
  { url, generation }: ImageLink,
  links: readonly ImageLink[],
): { change: string; url: URL }[] {
  const name = signature?.name ?? ''
  const unsigned = new URL(url)
  unsigned.searchParams.delete(name)
  const others = links.filter((other) => other.url.pathname !== url.pathname)
  // The images of one response may share a signature; then their links differ in the path alone.
  const sameResponse = others.find((other) => other.generation === generation && other.url.search !== url.search)
  const otherResponse = others.find((other) => other.generation !== generation)
  const until = expiry && url.searchParams.get(expiry.name)
  const hour = 3600 * (expiry?.unit === 'milliseconds' ? msPerSecond : 1)
  return [
    { change: 'a wrong signature', url: withParameter(url, name, flipDigits) },
    {
      change: 'a signature whose last digit is wrong',
      url: withParameter(url, name, (text) => text.slice(0, -1) + flipDigits(text.slice(-1))),
    },
    { change: 'no signature', url: unsigned },
    ...(until && /^\d+$/.test(until)
      ? [
          {
            change: 'a later expiry than the signed one',
            url: withParameter(url, expiry.name, () => String(Number(until) + hour)),
          },
        ]
      : []),
    ...[sameResponse ?? [], otherResponse ?? []].flat().map((other) => {
      const forged = new URL(other.url)
      forged.search = url.search
      return { change: 'the signature of another image', url: forged }
    }),
  ]
}
