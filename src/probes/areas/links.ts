import { pathPattern } from '../../contract/path-template.ts'
import { readPointer } from '../../dialect/lens.ts'
import type { Cause, Dialect } from '../../dialect/schema.ts'
import { msPerSecond } from '../../time/units.ts'
import { defined } from '../../values/defined.ts'
import { type Answer, type Ask, isRefused } from '../ask.ts'
import { locate } from '../documents/locate.ts'
import { observeFixedHeaders } from '../documents/members.ts'
import { type Generation, type LoadedImage, sharedGenerations, withImages } from '../generations/generate.ts'
import { findImages, linkRequest } from '../generations/images.ts'
import { clockSlackSeconds, completionTimeOf, measureLifetime } from '../generations/lifetime.ts'
import type { Observation, Probe, ProbeContext } from '../probe.ts'
import { observeRefusal } from '../refusals/causes.ts'
import { parseOperation } from '../requests/free-requests.ts'

type ImageRouteRules = NonNullable<Dialect['results']['picture']>

/** A link to a picture, when it was given, and the request that it came of. */
interface ImageLink {
  readonly url: URL
  /** Ms since 1970. */
  readonly receivedAt: number
  readonly generation: Generation
  readonly image: LoadedImage
  readonly evidence: readonly number[]
}

/** Links to pictures, those of tasks first: they can be asked for again. */
async function imageLinksOf(ctx: ProbeContext): Promise<ImageLink[]> {
  const generations = await withImages(ctx)
  const imageLinks = generations.flatMap((generation): ImageLink[] => {
    const [image] = generation.document.images
    if (image?.form !== 'relative' && image?.form !== 'absolute') return []
    const { receivedAt, number } = generation.document.answer
    return [{ url: new URL(image.text, relativeOrigin), receivedAt, generation, image, evidence: [number] }]
  })
  return imageLinks.sort((a, b) => Number(b.generation.task !== undefined) - Number(a.generation.task !== undefined))
}

/** The origin of links that have none. */
const relativeOrigin = 'http://relative.invalid'

const imageRequest = (url: URL): Ask =>
  linkRequest(url.origin === relativeOrigin ? `${url.pathname}${url.search}` : url.href)

/** The links that are on the gateway itself: what another host does is not the gateway's to say. */
export const linkFormatProbe: Probe = {
  id: 'links.shape',
  observes: [
    '/results/picture/at',
    '/results/picture/expiry/*',
    '/results/picture/signature/*',
    '/results/picture/ttl',
    '/results/picture/auth',
    '/results/picture/headers/*',
  ],
  cost: 0,
  sharedCost: sharedGenerations,
  async observe(ctx) {
    const [link] = await imageLinksOf(ctx)
    const rules = ctx.known.results.picture ?? (ctx.mode === 'discover' ? assumedRules : undefined)
    if (!rules || !link) return { observations: [] }
    const { url, evidence, image } = link
    const { linkAnswer } = image
    return {
      observations: [
        { trait: '/results/picture/at', value: imageRouteOf(ctx, rules, link), evidence },
        ...observeExpiry(ctx, rules, link),
        ...observeSignature(rules, url, evidence),
        ...(linkAnswer === undefined
          ? []
          : [
              ...(await observeAuth(ctx, url, linkAnswer.number)),
              ...observeFixedHeaders(
                '/results/picture/headers',
                rules.headers ?? (ctx.mode === 'discover' ? cacheHeaders(linkAnswer) : undefined),
                linkAnswer,
              ),
            ]),
      ],
      assumed:
        ctx.mode === 'discover'
          ? Object.entries(assumedRules)
              .map(([name, value]) => ({ trait: `/results/picture/${name}`, value, evidence }))
              .filter(({ trait }) => !/\/(at|auth)$/.test(trait))
          : [],
    }
  },
}

/** Whether a picture is there for whoever has its link. One that is not there at all says nothing of that. */
async function observeAuth(ctx: ProbeContext, url: URL, number: number): Promise<Observation[]> {
  const request = imageRequest(url)
  const trait = '/results/picture/auth'
  const isAccepted = async (attempt: Ask) => !isRefused(await ctx.ask(attempt))
  if (await isAccepted({ ...request, key: null })) return [{ trait, value: 'none', evidence: [number] }]
  return (await isAccepted(request)) ? [{ trait, value: 'key', evidence: [number] }] : []
}

/** What is thought of links of which nothing is known. */
const assumedRules: ImageRouteRules = {
  at: 'GET /',
  task: 'task_id',
  index: 'index',
  ttl: 3600,
  auth: 'none',
  fresh: false,
}

/** Headers that say how long a picture may be kept. */
const cacheHeaders = ({ headers }: Answer) =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => name === 'cache-control'))

/** The path of pictures: the known one if the link ends as it does, or the link's with its task and its number taken out. */
function imageRouteOf(
  { baseUrl }: ProbeContext,
  { at: documentedRoute, task, index }: ImageRouteRules,
  { url, generation, image }: ImageLink,
): string {
  const { path } = parseOperation({ at: documentedRoute })
  if (path !== '/' && new RegExp(`${pathPattern(path)}$`).test(url.pathname)) return documentedRoute
  const { pathname: base } = new URL(baseUrl)
  const relativePath =
    base !== '/' && url.pathname.startsWith(`${base}/`) ? url.pathname.slice(base.length) : url.pathname
  const parts = relativePath.split('/')
  const template = parts.map((part, position) =>
    part === generation.task?.id || (!generation.task && /^\D*[0-9a-f]{8,}$/.test(part))
      ? `{${task}}`
      : position === parts.length - 1 && part === String(image.index)
        ? `{${index}}`
        : part,
  )
  return `GET ${template.join('/')}`
}

/** The parameter that says when the link ends: a moment that is not yet here. */
function observeExpiry({ mode }: ProbeContext, { expiry, ttl }: ImageRouteRules, link: ImageLink): Observation[] {
  const { url, receivedAt, evidence, generation } = link
  const timestamps = [...url.searchParams].flatMap(([name, text]) => {
    const unit = /^\d{10}$/.test(text) ? 'seconds' : /^\d{13}$/.test(text) ? 'milliseconds' : undefined
    return unit ? [{ name, unit, ms: Number(text) * (unit === 'seconds' ? msPerSecond : 1) }] : []
  })
  const match = timestamps.find(({ name }) => name === expiry?.parameter) ?? timestamps[0]
  const observation = (name: string, value: unknown) => ({ trait: `/results/picture/${name}`, value, evidence })
  if (!match) return expiry ? [observation('expiry/parameter', undefined)] : []
  const startedAt = completionTimeOf(generation) ?? receivedAt
  const lifetimes = [match.ms - receivedAt, match.ms - startedAt].map((ms) => Math.round(ms / msPerSecond))
  // The gateway's clock may be another: what it says of times is by its own.
  const gatewayLifetimes = timestampsIn(generation.document?.answer.json).map((ms) =>
    Math.round((match.ms - ms) / msPerSecond),
  )
  const isAsDocumented =
    lifetimes.some((lifetime) => Math.abs(lifetime - ttl) <= clockSlackSeconds) ||
    gatewayLifetimes.some((lifetime) => Math.abs(lifetime - ttl) <= finishSlackSeconds)
  return [
    observation('expiry/parameter', match.name),
    observation('expiry/unit', match.unit),
    observation(
      'ttl',
      isAsDocumented && mode === 'verify' ? ttl : Math.max(0, Math.ceil((lifetimes[0] ?? 0) / 60)) * 60,
    ),
  ]
}

/** Seconds from the end of a task to the answer that gives a link to its picture. */
const finishSlackSeconds = 300

/** Moments that a document tells, in ms since 1970. */
const timestampsIn = (document: unknown): number[] =>
  locate(document, (value) => typeof value === 'number' && value > 1e9 && value < 1e13)
    .map((pointer) => readPointer(document, pointer) as number)
    .map((value) => (value > 1e11 ? value : value * msPerSecond))

function observeSignature(
  { signature, expiry }: ImageRouteRules,
  url: URL,
  evidence: readonly number[],
): Observation[] {
  const candidates = [...url.searchParams].filter(
    ([name, text]) => name !== expiry?.parameter && /^[0-9a-f]{8,}$/.test(text) && !/^\d{10}(\d{3})?$/.test(text),
  )
  const [name, text] = candidates.find(([parameter]) => parameter === signature?.parameter) ?? candidates[0] ?? []
  if (name === undefined && !signature) return []
  return [
    { trait: '/results/picture/signature/parameter', value: name, evidence },
    ...(text === undefined ? [] : [{ trait: '/results/picture/signature/hex', value: text.length, evidence }]),
  ]
}

/** Whether every query of a task signs a new link. */
export const linkFreshnessProbe: Probe = {
  id: 'links.fresh',
  observes: ['/results/picture/fresh'],
  cost: 0,
  sharedCost: sharedGenerations,
  async observe(ctx) {
    const trait = '/results/picture/fresh'
    const { results, tasks } = ctx.known
    const [[, poll] = []] = Object.entries(tasks.polls ?? {})
    const link = (await imageLinksOf(ctx)).find(({ generation }) => generation.task !== undefined)
    if (!results.picture || !poll || !link?.generation.task) return { observations: [] }
    const firstLinks = (Object.values(link.generation.task.polls)[0] ?? []).flatMap((answer) => {
      const [first] = findImages(answer.json, poll.lens.items, poll.item ?? results.item).entries
      return first ? [{ text: first.text, number: answer.number }] : []
    })
    const [first] = firstLinks
    const last = firstLinks.at(-1)
    if (!first || !last || first === last) return { observations: [] }
    if (!results.picture.expiry && !results.picture.signature && first.text === last.text)
      return {
        observations: [],
        unobserved: [{ trait, reason: 'a link that says nothing of its end is always the same' }],
      }
    return { observations: [{ trait, value: first.text !== last.text, evidence: [first.number, last.number] }] }
  },
}

/** Links that must be refused, made of one that is good. */
const invalidLinks: readonly {
  cause: Cause
  row: string
  toInvalidUrl: (rules: ImageRouteRules, url: URL) => URL | undefined
}[] = [
  {
    cause: 'linkMalformed',
    row: 'URL-06',
    toInvalidUrl: ({ expiry }, url) => (expiry ? withParameter(url, expiry.parameter, () => 'soon') : undefined),
  },
  {
    cause: 'linkInvalid',
    row: 'URL-06',
    toInvalidUrl: ({ signature }, url) => (signature ? withParameter(url, signature.parameter, flipDigits) : undefined),
  },
  {
    cause: 'pictureUnknown',
    row: 'URL-06',
    toInvalidUrl: ({ signature }, url) => {
      // A signature is looked at before the picture is.
      if (signature) return undefined
      const otherUrl = new URL(url)
      otherUrl.pathname = url.pathname.replace(/\d+$/, '63')
      return otherUrl.pathname === url.pathname ? undefined : otherUrl
    },
  },
]

const withParameter = (url: URL, name: string, change: (text: string) => string): URL => {
  const changedUrl = new URL(url)
  changedUrl.searchParams.set(name, change(url.searchParams.get(name) ?? ''))
  return changedUrl
}
const flipDigits = (text: string) => [...text].map((digit) => (digit === '0' ? '1' : '0')).join('')

export const invalidLinksProbe: Probe = {
  id: 'links.refused',
  observes: ['/errors/causes/linkMalformed/*', '/errors/causes/linkInvalid/*', '/errors/causes/pictureUnknown/*'],
  cost: 0,
  sharedCost: sharedGenerations,
  async observe(ctx) {
    const { known } = ctx
    const { picture: rules } = known.results
    const [link] = (await imageLinksOf(ctx)).filter(({ url, image }) => isOnGateway(ctx, url, image))
    if (!rules || !link) return { observations: [] }
    const validAnswer = await requestImage(ctx, rules, link.url, 'whether it still works')
    if (validAnswer.status >= 400)
      return {
        observations: [],
        unobserved: [{ trait: '/errors/causes/linkInvalid/status', reason: 'the link works no more' }],
      }
    const observations = await Promise.all(
      invalidLinks.map(async ({ cause, toInvalidUrl }) => {
        const url = toInvalidUrl(rules, link.url)
        return url ? observeRefusal(known, cause, await requestImage(ctx, rules, url)) : []
      }),
    )
    return { observations: observations.flat() }
  },
}

/** Links of other hosts are theirs to refuse. */
const isOnGateway = ({ baseUrl }: ProbeContext, url: URL, { form }: LoadedImage) =>
  form === 'relative' || url.origin === new URL(baseUrl).origin

const requestImage = (ctx: ProbeContext, { auth }: ImageRouteRules, url: URL, repeatLabel?: string): Promise<Answer> =>
  ctx.ask({
    ...imageRequest(url),
    ...(auth === 'none' ? { key: null } : {}),
    ...defined({ repeatLabel }),
  })

/** A link works until it has ended, and then no more. It takes as long as that. */
export const linkExpiryProbe: Probe = {
  id: 'links.expiry',
  observes: ['/results/picture/ttl', '/errors/causes/linkExpired/*'],
  cost: 0,
  needs: ['time'],
  sharedCost: sharedGenerations,
  async observe(ctx) {
    const { known } = ctx
    const { picture: rules } = known.results
    const [link] = (await imageLinksOf(ctx))
      .filter(({ url, image }) => isOnGateway(ctx, url, image))
      .sort((a, b) => b.receivedAt - a.receivedAt)
    if (!rules || !link) return { observations: [] }
    const trait = '/results/picture/ttl'
    // Without a word on it, nobody knows how long to wait.
    if (ctx.mode === 'discover' && !rules.expiry) return { observations: [] }
    const { value, answer } = await measureLifetime(
      ctx,
      link.receivedAt,
      rules.ttl,
      (repeatLabel) => requestImage(ctx, rules, link.url, repeatLabel),
      (reply) => !isRefused(reply),
    )
    const expired = value === rules.ttl ? observeRefusal(known, 'linkExpired', answer) : []
    return { observations: [{ trait, value, evidence: [answer.number] }, ...expired] }
  },
}
