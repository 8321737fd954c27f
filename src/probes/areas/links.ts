import { pathPattern } from '../../contract/path-template.ts'
import { fitsTemplate, looksGenerated } from '../../dialect/id-template.ts'
import { readFirst, readPointer } from '../../dialect/lens.ts'
import type { Cause, Dialect } from '../../dialect/schema.ts'
import { guessTimeForm, readAnyTime, readTime } from '../../dialect/times.ts'
import { msPerSecond } from '../../time/units.ts'
import { defined } from '../../values/defined.ts'
import { type Answer, type Ask, isRefused } from '../ask.ts'
import { locate } from '../documents/locate.ts'
import { observeFixedHeaders } from '../documents/members.ts'
import { type Generation, type LoadedImage, sharedGenerations, withImages } from '../generations/generate.ts'
import { pollWithImages } from '../generations/image-document.ts'
import { findImages, linkRequest, needsKey } from '../generations/images.ts'
import { clockSlackSeconds, completionTimeOf, measureLifetime } from '../generations/lifetime.ts'
import type { Observation, Probe, ProbeContext } from '../probe.ts'
import { observeRefusal } from '../refusals/causes.ts'
import { parseOperation } from '../requests/free-requests.ts'

type ImageRouteRules = NonNullable<Dialect['results']['image']>

/** Link to an image, with the time of the response that contained the link, and the generation that made the image. */
export interface ImageLink {
  readonly url: URL
  /** Ms since 1970. */
  readonly receivedAt: number
  readonly generation: Generation
  readonly image: LoadedImage
  readonly evidence: readonly number[]
}

/** Lists links to images. Links of tasks come first, because polling a task returns its links again. */
export async function listImageLinks(ctx: ProbeContext): Promise<ImageLink[]> {
  const generations = await withImages(ctx)
  const imageLinks = generations.flatMap((generation) => {
    const { receivedAt, number } = generation.document.answer
    return generation.document.images.flatMap((image): ImageLink[] =>
      image.form === 'relative' || image.form === 'absolute'
        ? [{ url: new URL(image.text, relativeOrigin), receivedAt, generation, image, evidence: [number] }]
        : [],
    )
  })
  return imageLinks.sort((a, b) => Number(b.generation.task !== undefined) - Number(a.generation.task !== undefined))
}

/** Placeholder origin of relative links. */
const relativeOrigin = 'http://relative.invalid'

const toImageRequest = (url: URL): Ask =>
  linkRequest(url.origin === relativeOrigin ? `${url.pathname}${url.search}` : url.href)

/** Observes the path, expiry, signature, authentication and headers of image links. */
export const linkFormatProbe: Probe = {
  id: 'links.shape',
  observes: [
    '/results/image/at',
    '/results/image/expiry/*',
    '/results/image/signature/*',
    '/results/image/ttlSeconds',
    '/results/image/withoutKey',
    '/results/image/headers/*',
  ],
  cost: 0,
  sharedCost: sharedGenerations,
  async observe(ctx) {
    const [link] = await listImageLinks(ctx)
    const rules = ctx.known.results.image ?? (ctx.mode === 'discover' ? assumedRules : undefined)
    if (!rules || !link) return { observations: [] }
    const { url, evidence, image } = link
    const { linkAnswer } = image
    return {
      observations: [
        { trait: '/results/image/at', value: inferImageRoute(ctx, rules, link), evidence },
        ...observeExpiry(ctx, rules, link),
        ...observeSignature(rules, url, evidence),
        ...(linkAnswer === undefined
          ? []
          : [
              ...(await observeAuth(ctx, url, linkAnswer.number)),
              ...observeFixedHeaders(
                '/results/image/headers',
                rules.headers ?? (ctx.mode === 'discover' ? pickCacheHeaders(linkAnswer) : undefined),
                linkAnswer,
              ),
            ]),
      ],
      assumed:
        ctx.mode === 'discover'
          ? Object.entries(assumedRules)
              .map(([name, value]) => ({ trait: `/results/image/${name}`, value, evidence }))
              .filter(({ trait }) => !/\/(at|withoutKey)$/.test(trait))
          : [],
    }
  },
}

/** Observes whether an image link works without a key. Returns nothing if the link works neither without nor with the key. */
async function observeAuth(ctx: ProbeContext, url: URL, number: number): Promise<Observation[]> {
  const request = toImageRequest(url)
  const trait = '/results/image/withoutKey'
  const anonymous = await ctx.ask({ ...request, key: null })
  if (!isRefused(anonymous)) return [{ trait, value: 'accept', evidence: [number, anonymous.number] }]
  if (!needsKey(anonymous)) return []
  const answer = await ctx.ask(request)
  return isRefused(answer) ? [] : [{ trait, value: 'reject', evidence: [anonymous.number, answer.number] }]
}

/** Rules assumed in discovery mode, before anything about links is known. */
const assumedRules: ImageRouteRules = {
  at: 'GET /',
  task: { in: 'path', name: 'task_id' },
  index: { in: 'path', name: 'index' },
  withoutKey: 'accept',
  resignedOnPoll: false,
}

/** Picks the headers that control caching. */
const pickCacheHeaders = ({ headers }: Answer) =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => name === 'cache-control'))

/**
 * Infers the image endpoint: the documented endpoint if the path of the link ends with its path, or else the path of the link
 * with the task id and the index replaced by parameters.
 */
function inferImageRoute(
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
    part === generation.task?.id || (!generation.task && looksGenerated(part))
      ? `{${task.name}}`
      : position === parts.length - 1 && part === String(image.index)
        ? `{${index.name}}`
        : part,
  )
  return `GET ${template.join('/')}`
}

/** Observes the parameter with the time at which the link expires, and the lifetime in seconds. */
function observeExpiry(
  ctx: ProbeContext,
  { expiry, ttlSeconds: ttl }: ImageRouteRules,
  link: ImageLink,
): Observation[] {
  const { url, receivedAt, evidence, generation } = link
  const timestamps = [...url.searchParams].flatMap(([name, text]) => {
    const value = /^\d{10}(\d{3})?$/.test(text) ? Number(text) : text
    const isDocumented = name === expiry?.name && value === text && readTime(expiry.unit, text) !== undefined
    const unit = isDocumented ? expiry.unit : guessTimeForm(value)
    const ms = unit === undefined ? undefined : readTime(unit, value)
    return ms === undefined ? [] : [{ name, unit, ms }]
  })
  // A link may also say when it was made.
  const match = timestamps.find(({ name }) => name === expiry?.name) ?? timestamps.toSorted((a, b) => b.ms - a.ms)[0]
  const observation = (name: string, value: unknown) => ({ trait: `/results/image/${name}`, value, evidence })
  const parameter = match
    ? [
        observation('expiry/in', 'query'),
        observation('expiry/name', match.name),
        observation('expiry/unit', match.unit),
      ]
    : expiry
      ? [observation('expiry/name', undefined)]
      : []
  const stated = statedLifetime(ctx, link)
  const startedAt = completionTimeOf(generation) ?? receivedAt
  const gatewayTimes = findTimestamps(generation.document?.answer.json)
  const lifetimeUntil = (end: number): number => {
    const secondsFrom = (ms: number) => Math.round((end - ms) / msPerSecond)
    // The gateway's clock may differ from ours, so the expiry is also compared with times in the gateway's own response.
    const isAsDocumented =
      ttl !== undefined &&
      ([receivedAt, startedAt].some((ms) => Math.abs(secondsFrom(ms) - ttl) <= clockSlackSeconds) ||
        gatewayTimes.some((ms) => Math.abs(secondsFrom(ms) - ttl) <= finishSlackSeconds))
    return isAsDocumented && ctx.mode === 'verify' ? ttl : Math.max(0, Math.ceil(secondsFrom(receivedAt) / 60)) * 60
  }
  const ends = [match?.ms, stated.endMs].filter((end) => end !== undefined)
  const lifetimes = [...(stated.seconds === undefined ? [] : [stated.seconds]), ...ends.map(lifetimeUntil)]
  if (lifetimes.length === 0) return parameter
  return [...parameter, observation('ttlSeconds', lifetimes.find((lifetime) => lifetime !== ttl) ?? ttl)]
}

/** Reads the end and the lifetime of a link that the document with the link states. */
function statedLifetime({ known }: ProbeContext, { generation, image }: ImageLink) {
  const [, poll] = pollWithImages(known, generation) ?? []
  const { reply, item } = known.results
  const places = [
    [generation.document?.answer.json, (poll ?? reply).lens],
    [image.item, poll?.item ?? item],
  ] as const
  const read = (member: 'linkExpiresAt' | 'linkTtlSeconds') =>
    places.map(([json, lens]) => readFirst(json, lens[member])).find((value) => value !== undefined)
  const form = (poll ?? reply).time ?? 'seconds'
  const end = read('linkExpiresAt')
  const seconds = read('linkTtlSeconds')
  return {
    endMs: readTime(form, end) ?? readAnyTime(end),
    seconds: typeof seconds === 'number' ? seconds : undefined,
  }
}

/** Maximum seconds between the end of a task and the response with the link to its image. */
const finishSlackSeconds = 300

/** Finds timestamps in a document and returns them in ms since 1970. */
const findTimestamps = (document: unknown): number[] =>
  locate(
    document,
    (value) => typeof value === 'string' || (typeof value === 'number' && value > 1e9 && value < 1e13),
  ).flatMap((pointer) => readAnyTime(readPointer(document, pointer)) ?? [])

function observeSignature(
  { signature, expiry }: ImageRouteRules,
  url: URL,
  evidence: readonly number[],
): Observation[] {
  const parameters = [...url.searchParams]
  const [name, text] =
    parameters.find(([parameter]) => parameter === signature?.name) ??
    parameters.find(
      ([parameter, value]) =>
        parameter !== expiry?.name && /^[0-9a-f]{8,}$/.test(value) && !/^\d{10}(\d{3})?$/.test(value),
    ) ??
    []
  if (name === undefined && !signature) return []
  return [
    { trait: '/results/image/signature/in', value: name && 'query', evidence },
    { trait: '/results/image/signature/name', value: name, evidence },
    ...(text === undefined
      ? []
      : [
          {
            trait: '/results/image/signature/form',
            value: signature && fitsTemplate(signature.form, text) ? signature.form : `{hex:${text.length}}`,
            evidence,
          },
        ]),
  ]
}

/** Observes whether every poll of a task returns a newly signed link. */
export const linkFreshnessProbe: Probe = {
  id: 'links.fresh',
  observes: ['/results/image/resignedOnPoll'],
  cost: 0,
  sharedCost: sharedGenerations,
  async observe(ctx) {
    const trait = '/results/image/resignedOnPoll'
    const { results, tasks } = ctx.known
    const [[, poll] = []] = Object.entries(tasks.polls ?? {})
    const link = (await listImageLinks(ctx)).find(({ generation }) => generation.task !== undefined)
    if (!results.image || !poll || !link?.generation.task) return { observations: [] }
    const firstLinks = (Object.values(link.generation.task.polls)[0] ?? []).flatMap((answer) => {
      const [first] = findImages(answer.json, poll.lens.items, poll.item ?? results.item).entries
      return first ? [{ text: first.text, number: answer.number }] : []
    })
    const [first] = firstLinks
    const last = firstLinks.at(-1)
    if (!first || !last || first === last) return { observations: [] }
    if (!results.image.expiry && !results.image.signature && first.text === last.text)
      return {
        observations: [],
        unobserved: [{ trait, reason: 'the link has no expiry and no signature, so a new link would look the same' }],
      }
    return { observations: [{ trait, value: first.text !== last.text, evidence: [first.number, last.number] }] }
  },
}

/** Changes of a valid link that the gateway must refuse. `toInvalidUrl` returns undefined if the change does not apply. */
const invalidLinks: readonly {
  cause: Cause
  toInvalidUrl: (rules: ImageRouteRules, url: URL) => URL | undefined
}[] = [
  {
    cause: 'linkMalformed',
    toInvalidUrl: ({ expiry }, url) => (expiry ? withParameter(url, expiry.name, () => 'soon') : undefined),
  },
  {
    cause: 'linkInvalid',
    toInvalidUrl: ({ signature }, url) => (signature ? withParameter(url, signature.name, flipDigits) : undefined),
  },
  {
    cause: 'imageUnknown',
    toInvalidUrl: ({ signature }, url) => {
      // The gateway checks the signature first and would report that instead of the unknown image.
      if (signature) return undefined
      const otherUrl = new URL(url)
      otherUrl.pathname = url.pathname.replace(/\d+$/, '63')
      return otherUrl.pathname === url.pathname ? undefined : otherUrl
    },
  },
]

export const withParameter = (url: URL, name: string, change: (text: string) => string): URL => {
  const changedUrl = new URL(url)
  changedUrl.searchParams.set(name, change(url.searchParams.get(name) ?? ''))
  return changedUrl
}
export const flipDigits = (text: string) => [...text].map((digit) => (digit === '0' ? '1' : '0')).join('')

/** Label of the second request for a link, which several probes share. */
export const secondFetch = 'still valid'

/** Observes the refusals of invalid image links. */
export const invalidLinksProbe: Probe = {
  id: 'links.refused',
  observes: ['/errors/causes/linkMalformed/*', '/errors/causes/linkInvalid/*', '/errors/causes/imageUnknown/*'],
  cost: 0,
  sharedCost: sharedGenerations,
  async observe(ctx) {
    const { known } = ctx
    const { image: rules } = known.results
    const [link] = (await listImageLinks(ctx)).filter(({ url, image }) => isOnGateway(ctx, url, image))
    if (!rules || !link) return { observations: [] }
    const validAnswer = await requestImage(ctx, rules, link.url, secondFetch)
    if (isRefused(validAnswer))
      return {
        observations: [],
        unobserved: [{ trait: '/errors/causes/linkInvalid/status', reason: 'the link has stopped working' }],
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

/** Returns true if the gateway itself serves the link. The responses of other hosts say nothing about the gateway. */
export const isOnGateway = ({ baseUrl }: ProbeContext, url: URL, { form }: LoadedImage) =>
  form === 'relative' || url.origin === new URL(baseUrl).origin

export const requestImage = (
  ctx: ProbeContext,
  { withoutKey }: Pick<ImageRouteRules, 'withoutKey'>,
  url: URL,
  repeatLabel?: string,
): Promise<Answer> =>
  ctx.ask({
    ...toImageRequest(url),
    ...(withoutKey === 'accept' ? { key: null } : {}),
    ...defined({ repeatLabel }),
  })

/** Observes that a link works until it expires, and then is refused. Waits for the documented lifetime. */
export const linkExpiryProbe: Probe = {
  id: 'links.expiry',
  observes: ['/results/image/ttlSeconds', '/errors/causes/linkExpired/*'],
  cost: 0,
  needs: ['time'],
  sharedCost: sharedGenerations,
  async observe(ctx) {
    const { known } = ctx
    const { image: rules } = known.results
    const [link] = (await listImageLinks(ctx))
      .filter(({ url, image }) => isOnGateway(ctx, url, image))
      .sort((a, b) => b.receivedAt - a.receivedAt)
    if (!rules || !link) return { observations: [] }
    const trait = '/results/image/ttlSeconds'
    if (rules.ttlSeconds === undefined)
      return { observations: [], otherwise: { reason: 'no end of links is documented', limitedBy: 'method' } }
    // In discovery mode, a link without an expiry does not say how long to wait.
    if (ctx.mode === 'discover' && !rules.expiry) return { observations: [] }
    const { value, answer } = await measureLifetime(
      ctx,
      link.receivedAt,
      rules.ttlSeconds,
      (repeatLabel) => requestImage(ctx, rules, link.url, repeatLabel),
      (reply) => !isRefused(reply),
    )
    const expiryObservations = value === rules.ttlSeconds ? observeRefusal(known, 'linkExpired', answer) : []
    return { observations: [{ trait, value, evidence: [answer.number] }, ...expiryObservations] }
  },
}
