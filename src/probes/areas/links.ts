import { readPointer } from '../../dialect/lens.ts'
import type { Cause, Dialect } from '../../dialect/schema.ts'
import { type Answer, type Ask, isRefused } from '../ask.ts'
import { locate } from '../documents/locate.ts'
import { headersSeen } from '../documents/members.ts'
import { type Picture, type Shot, shared } from '../generations/generate.ts'
import { galleryOf, givenIn, linkAsk } from '../generations/images.ts'
import type { Lab, Observed, Probe } from '../probe.ts'
import { refusalSeen } from '../refusals/causes.ts'
import { placeOf, pollAsk } from '../requests/free-requests.ts'
import { developed } from './results.ts'
import { tellsOf } from './tasks.ts'

type PictureRules = NonNullable<Dialect['results']['picture']>

const second = 1000

/** A link to a picture, when it was given, and the request that it came of. */
interface Linked {
  readonly url: URL
  /** Ms since 1970. */
  readonly at: number
  readonly shot: Shot
  readonly picture: Picture
  readonly evidence: readonly number[]
}

/** Links to pictures, those of tasks first: they can be asked for again. */
async function linksOf(lab: Lab): Promise<Linked[]> {
  const shots = await developed(lab)
  const linked = shots.flatMap((shot) => {
    const [picture] = shot.told.pictures
    if (picture?.form !== 'relative' && picture?.form !== 'absolute') return []
    const { at, number } = shot.told.answer
    return [{ url: new URL(picture.text, nowhere), at, shot, picture, evidence: [number] }]
  })
  return linked.sort((a, b) => Number(b.shot.task !== undefined) - Number(a.shot.task !== undefined))
}

/** The origin of links that have none. */
const nowhere = 'http://relative.invalid'

const pictureAsk = (url: URL): Ask => linkAsk(url.origin === nowhere ? `${url.pathname}${url.search}` : url.href)

/** The links that are on the gateway itself: what another host does is not the gateway's to say. */
export const linkShape: Probe = {
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
  shares: shared,
  async observe(lab) {
    const [link] = await linksOf(lab)
    const rules = lab.facts.results.picture ?? (lab.pays ? unknown : undefined)
    if (!rules || !link) return { seen: [] }
    const { url, evidence, picture } = link
    const { fetched } = picture
    return {
      seen: [
        { trait: '/results/picture/at', value: atSeen(lab, rules, link), evidence },
        ...expirySeen(lab, rules, link),
        ...signatureSeen(rules, url, evidence),
        ...(fetched === undefined
          ? []
          : [
              ...(await authSeen(lab, url, fetched.number)),
              ...headersSeen(
                '/results/picture/headers',
                rules.headers ?? (lab.pays ? told(fetched) : undefined),
                fetched,
              ),
            ]),
      ],
      assumed: lab.pays
        ? Object.entries(unknown)
            .map(([name, value]) => ({ trait: `/results/picture/${name}`, value, evidence }))
            .filter(({ trait }) => !/\/(at|auth)$/.test(trait))
        : [],
    }
  },
}

/** Whether a picture is there for whoever has its link. One that is not there at all says nothing of that. */
async function authSeen(lab: Lab, url: URL, number: number): Promise<Observed[]> {
  const ask = pictureAsk(url)
  const trait = '/results/picture/auth'
  const isTaken = async (each: Ask) => !isRefused(await lab.ask(each))
  if (await isTaken({ ...ask, key: null })) return [{ trait, value: 'none', evidence: [number] }]
  return (await isTaken(ask)) ? [{ trait, value: 'key', evidence: [number] }] : []
}

/** What is thought of links of which nothing is known. */
const unknown: PictureRules = { at: 'GET /', task: 'task_id', index: 'index', ttl: 3600, auth: 'none', fresh: false }

/** Headers that say how long a picture may be kept. */
const told = ({ headers }: Answer) =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => name === 'cache-control'))

/** The path of pictures: the known one if the link ends as it does, or the link's with its task and its number taken out. */
function atSeen({ baseUrl }: Lab, { at, task, index }: PictureRules, { url, shot, picture }: Linked): string {
  const { path } = placeOf({ at })
  const pattern = path.replaceAll(/[.*+?^$()|[\]\\]/g, '\\$&').replaceAll(/\{[^}]+\}/g, '[^/]+')
  if (path !== '/' && new RegExp(`${pattern}$`).test(url.pathname)) return at
  const { pathname: base } = new URL(baseUrl)
  const below = base !== '/' && url.pathname.startsWith(`${base}/`) ? url.pathname.slice(base.length) : url.pathname
  const parts = below.split('/')
  const named = parts.map((part, place) =>
    part === shot.task?.id || (!shot.task && /^\D*[0-9a-f]{8,}$/.test(part))
      ? `{${task}}`
      : place === parts.length - 1 && part === String(picture.index)
        ? `{${index}}`
        : part,
  )
  return `GET ${named.join('/')}`
}

/** The parameter that says when the link ends: a moment that is not yet here. */
function expirySeen({ pays }: Lab, { expiry, ttl }: PictureRules, link: Linked): Observed[] {
  const { url, at, evidence, shot } = link
  const moments = [...url.searchParams].flatMap(([name, text]) => {
    const unit = /^\d{10}$/.test(text) ? 'seconds' : /^\d{13}$/.test(text) ? 'milliseconds' : undefined
    return unit ? [{ name, unit, ms: Number(text) * (unit === 'seconds' ? second : 1) }] : []
  })
  const found = moments.find(({ name }) => name === expiry?.parameter) ?? moments[0]
  const seen = (name: string, value: unknown) => ({ trait: `/results/picture/${name}`, value, evidence })
  if (!found) return expiry ? [seen('expiry/parameter', undefined)] : []
  const from = completedAt(shot) ?? at
  const lives = [found.ms - at, found.ms - from].map((ms) => Math.round(ms / second))
  // The gateway's clock may be another: what it says of times is by its own.
  const own = momentsIn(shot.told?.answer.json).map((ms) => Math.round((found.ms - ms) / second))
  const isKnown =
    lives.some((life) => Math.abs(life - ttl) <= slack) || own.some((life) => Math.abs(life - ttl) <= ownSlack)
  return [
    seen('expiry/parameter', found.name),
    seen('expiry/unit', found.unit),
    seen('ttl', isKnown && !pays ? ttl : Math.max(0, Math.ceil((lives[0] ?? 0) / 60)) * 60),
  ]
}

/** Seconds by which clocks and answers may differ. */
const slack = 60
/** Seconds from the end of a task to the answer that gives a link to its picture. */
const ownSlack = 300

/** Moments that a document tells, in ms since 1970. */
const momentsIn = (document: unknown): number[] =>
  locate(document, (value) => typeof value === 'number' && value > 1e9 && value < 1e13)
    .map((at) => readPointer(document, at) as number)
    .map((value) => (value > 1e11 ? value : value * second))

/** When the task had ended by its first answer that says so; ms. */
const completedAt = ({ task }: Shot): number | undefined =>
  task && Object.values(task.polls)[0]?.find(({ json }) => givenIn(json).length > 0)?.at

function signatureSeen({ signature, expiry }: PictureRules, url: URL, evidence: readonly number[]): Observed[] {
  const signs = [...url.searchParams].filter(
    ([name, text]) => name !== expiry?.parameter && /^[0-9a-f]{8,}$/.test(text) && !/^\d{10}(\d{3})?$/.test(text),
  )
  const [name, text] = signs.find(([each]) => each === signature?.parameter) ?? signs[0] ?? []
  if (name === undefined && !signature) return []
  return [
    { trait: '/results/picture/signature/parameter', value: name, evidence },
    ...(text === undefined ? [] : [{ trait: '/results/picture/signature/hex', value: text.length, evidence }]),
  ]
}

/** Whether every query of a task signs a new link. */
export const linkFresh: Probe = {
  id: 'links.fresh',
  observes: ['/results/picture/fresh'],
  cost: 0,
  shares: shared,
  async observe(lab) {
    const trait = '/results/picture/fresh'
    const { results, tasks } = lab.facts
    const [[, poll] = []] = Object.entries(tasks.polls ?? {})
    const link = (await linksOf(lab)).find(({ shot }) => shot.task !== undefined)
    if (!results.picture || !poll || !link?.shot.task) return { seen: [] }
    const given = (Object.values(link.shot.task.polls)[0] ?? []).flatMap((answer) => {
      const [first] = galleryOf(answer.json, poll.lens.items, poll.item ?? results.item).given
      return first ? [{ text: first.text, number: answer.number }] : []
    })
    const [first] = given
    const last = given.at(-1)
    if (!first || !last || first === last) return { seen: [] }
    if (!results.picture.expiry && !results.picture.signature && first.text === last.text)
      return { seen: [], unseen: [{ trait, why: 'a link that says nothing of its end is always the same' }] }
    return { seen: [{ trait, value: first.text !== last.text, evidence: [first.number, last.number] }] }
  },
}

/** Links that must be refused, made of one that is good. */
const refusedLinks: readonly { cause: Cause; row: string; of: (rules: PictureRules, url: URL) => URL | undefined }[] = [
  {
    cause: 'linkMalformed',
    row: 'URL-06',
    of: ({ expiry }, url) => (expiry ? changed(url, expiry.parameter, () => 'soon') : undefined),
  },
  {
    cause: 'linkInvalid',
    row: 'URL-06',
    of: ({ signature }, url) => (signature ? changed(url, signature.parameter, otherDigits) : undefined),
  },
  {
    cause: 'pictureUnknown',
    row: 'URL-06',
    of: ({ signature }, url) => {
      // A signature is looked at before the picture is.
      if (signature) return undefined
      const other = new URL(url)
      other.pathname = url.pathname.replace(/\d+$/, '63')
      return other.pathname === url.pathname ? undefined : other
    },
  },
]

const changed = (url: URL, name: string, change: (text: string) => string): URL => {
  const other = new URL(url)
  other.searchParams.set(name, change(url.searchParams.get(name) ?? ''))
  return other
}
const otherDigits = (text: string) => [...text].map((digit) => (digit === '0' ? '1' : '0')).join('')

export const linksRefused: Probe = {
  id: 'links.refused',
  observes: ['/errors/causes/linkMalformed/*', '/errors/causes/linkInvalid/*', '/errors/causes/pictureUnknown/*'],
  cost: 0,
  shares: shared,
  async observe(lab) {
    const { facts } = lab
    const { picture: rules } = facts.results
    const [link] = (await linksOf(lab)).filter(({ url, picture }) => isOurs(lab, url, picture))
    if (!rules || !link) return { seen: [] }
    const good = await ask(lab, rules, link.url, 'whether it still works')
    if (good.status >= 400)
      return { seen: [], unseen: [{ trait: '/errors/causes/linkInvalid/status', why: 'the link works no more' }] }
    const seen = await Promise.all(
      refusedLinks.map(async ({ cause, of }) => {
        const url = of(rules, link.url)
        return url ? refusalSeen(facts, cause, await ask(lab, rules, url)) : []
      }),
    )
    return { seen: seen.flat() }
  },
}

/** Links of other hosts are theirs to refuse. */
const isOurs = ({ baseUrl }: Lab, url: URL, { form }: Picture) =>
  form === 'relative' || url.origin === new URL(baseUrl).origin

const ask = (lab: Lab, { auth }: PictureRules, url: URL, again?: string): Promise<Answer> =>
  lab.ask({
    ...pictureAsk(url),
    ...(auth === 'none' ? { key: null } : {}),
    ...(again === undefined ? {} : { again }),
  })

/** A link works until it has ended, and then no more. It takes as long as that. */
export const linkExpires: Probe = {
  id: 'links.expiry',
  observes: ['/results/picture/ttl', '/errors/causes/linkExpired/*'],
  cost: 0,
  needs: ['time'],
  shares: shared,
  async observe(lab) {
    const { facts } = lab
    const { picture: rules } = facts.results
    const [link] = (await linksOf(lab))
      .filter(({ url, picture }) => isOurs(lab, url, picture))
      .sort((a, b) => b.at - a.at)
    if (!rules || !link) return { seen: [] }
    const trait = '/results/picture/ttl'
    // Without a word on it, nobody knows how long to wait.
    if (lab.pays && !rules.expiry) return { seen: [] }
    const { value, answer } = await lifeOf(
      lab,
      link.at,
      rules.ttl,
      (again) => ask(lab, rules, link.url, again),
      (each) => !isRefused(each),
    )
    const expired = value === rules.ttl ? refusalSeen(facts, 'linkExpired', answer) : []
    return { seen: [{ trait, value, evidence: [answer.number] }, ...expired] }
  },
}

/** How many seconds something is there: as many as are said, less or more. It is asked for before and after its end. */
async function lifeOf(
  lab: Lab,
  start: number,
  life: number,
  askFor: (again: string) => Promise<Answer>,
  isThere: (answer: Answer) => boolean,
): Promise<{ value: number | string; answer: Answer }> {
  const left = () => start + life * second - lab.now()
  if (left() > 2 * slack * second) {
    await lab.sleep(left() - 2 * slack * second)
    const answer = await askFor('before its end')
    if (!isThere(answer)) return { value: `less than ${life}`, answer }
  }
  await lab.sleep(Math.max(0, left()) + 2 * slack * second)
  const answer = await askFor('after its end')
  return { value: isThere(answer) ? `more than ${life}` : life, answer }
}

/** A finished task is kept as long as is said. */
export const taskKept: Probe = {
  id: 'tasks.keep',
  observes: ['/tasks/keep'],
  cost: 0,
  needs: ['time'],
  shares: shared,
  async observe(lab) {
    const { keep, polls = {} } = lab.facts.tasks
    const [poll] = Object.values(polls)
    const shot = (await developed(lab)).find(({ task }) => task !== undefined)
    if (!poll || !shot?.task || keep === undefined) return { seen: [] }
    const { id } = shot.task
    const { value, answer } = await lifeOf(
      lab,
      completedAt(shot) ?? shot.told.answer.at,
      keep,
      (again) => lab.ask({ ...pollAsk(poll, id), again }),
      (each) => tellsOf(poll, each),
    )
    return { seen: [{ trait: '/tasks/keep', value, evidence: [answer.number] }] }
  },
}
