import { readFirst, readPointer } from '../../dialect/lens.ts'
import type { Dialect } from '../../dialect/schema.ts'
import { usageKeys } from '../../dialect/words.ts'
import { locate } from '../documents/locate.ts'
import { fixedOrFound, isUnnamedId, lensSeen, nameAt, pointersIn } from '../documents/members.ts'
import { type Shot, shared, shotsOf, type Told } from '../generations/generate.ts'
import type { Given } from '../generations/images.ts'
import { sizeIn } from '../generations/plan.ts'
import type { Kept, Lab, Observations, Observed, Probe } from '../probe.ts'
import { itemSeen, itemsAt } from './tasks.ts'

export type Developed = Shot & { readonly told: Told }

/** Requests whose pictures were seen. */
export const developed = async (lab: Lab): Promise<Developed[]> =>
  (await shotsOf(lab)).filter((shot): shot is Developed => shot.told !== undefined)

const isReply = ({ task }: Shot) => task === undefined

const echoed = ['background', 'quality', 'format', 'size', 'tier', 'user'] as const

/** The first reply, and where it has what. */
export const replyRead: Probe = {
  id: 'results.reply',
  observes: ['/results/reply/lens/*', '/results/reply/fixed/*', '/results/item/*', '/results/echo'],
  cost: 0,
  shares: shared,
  async observe(lab) {
    const replies = (await developed(lab)).filter(isReply)
    // More is asked for in the second, so more is echoed.
    const shot = replies[1] ?? replies[0]
    if (!shot) return { seen: [] }
    const { results } = lab.facts
    const { answer, told } = shot
    const { lens, fixed } = results.reply
    const { number } = answer
    const id = [lens.id ?? []]
      .flat()
      .map((at) => readPointer(answer.json, at))
      .find(isUnnamedId)
    const about = { id: id as string | undefined, now: answer.at, explores: lab.pays }
    const isUser = shot.draft.fields.user !== undefined
    const fields = ['id', 'createdAt', ...echoed.filter((field) => field !== 'user' || isUser), ...usageKeys]
    const { given } = told.gallery
    const [first] = given
    const seenLens = lensSeen('/results/reply/lens', lens, fields, answer, about, told.gallery.places)
    const answers = replies.map((each) => each.answer)
    const known = itemsAt(lens.items, told.gallery, lab.pays)
    return {
      seen: [
        ...seenLens,
        { trait: '/results/reply/lens/items', value: known, evidence: [number] },
        ...fixedOrFound(
          '/results/reply/fixed',
          fixed,
          answers,
          [...pointersIn(seenLens), ...told.gallery.places],
          lab.pays,
        ),
        ...firstOfEach(
          replies.flatMap((each) =>
            itemSeen('/results/item', results.item, each.told.gallery.given, each.answer.number),
          ),
        ),
        ...fileIdSeen(lab, first, number),
        ...echoSeen(results, replies),
      ],
    }
  },
}

/** Where an item has the id of a file. */
function fileIdSeen({ facts, pays }: Lab, first: Given | undefined, number: number): Observed[] {
  const known = facts.results.item.fileId
  if (!first || (known === undefined && !pays)) return []
  const list = [known ?? []].flat()
  const isThere = list.some((at) => typeof readPointer(first.item, at) === 'string')
  const named = locate(first.item, isUnnamedId).filter((at) => /^file_?id$/i.test(nameAt(at)))
  const found = isThere ? known : named.length > 1 ? named : named[0]
  if (found === undefined && known === undefined) return []
  return [{ trait: '/results/item/fileId', value: found, evidence: [number] }]
}

/** Whether what was left to the gateway is echoed as it was asked, or as it was decided. */
function echoSeen({ reply: { lens }, echo }: Dialect['results'], replies: readonly Developed[]): Observed[] {
  for (const { answer, draft } of replies)
    for (const field of ['quality', 'background', 'size'] as const) {
      const isLeft = draft.fields[field] === 'auto' || (field !== 'size' && draft.fields[field] === undefined)
      const said = readFirst(answer.json, lens[field])
      if (!isLeft || typeof said !== 'string') continue
      const seen = said === 'auto' ? 'asked' : 'resolved'
      return [
        {
          trait: '/results/echo',
          value: echo === undefined && seen === 'asked' ? undefined : seen,
          evidence: [answer.number],
        },
      ]
    }
  return []
}

export const formsSeen: Probe = {
  id: 'results.forms',
  observes: ['/results/default', '/results/byResponseFormat/*', '/tasks/polls/*/form'],
  cost: 0,
  shares: shared,
  async observe(lab): Promise<Observations> {
    const { results, tasks } = lab.facts
    const shots = await developed(lab)
    const [[name, poll] = []] = Object.entries(tasks.polls ?? {})
    const replies = shots.filter(isReply).flatMap((shot): Observed[] => {
      const word = shot.draft.fields.responseFormat
      const trait = word === undefined ? '/results/default' : `/results/byResponseFormat/${word}`
      return [{ trait, value: shot.told.gallery.given[0]?.form, evidence: [shot.told.answer.number] }]
    })
    const usual = replies.find(({ trait }) => trait === '/results/default')?.value ?? results.default
    const polled = shots.flatMap((shot): Observed[] => {
      if (isReply(shot) || poll === undefined || shot.draft.fields.responseFormat !== undefined) return []
      const form = shot.told.gallery.given[0]?.form
      const value = poll.form === undefined && form === usual ? undefined : form
      return [{ trait: `/tasks/polls/${name}/form`, value, evidence: [shot.told.answer.number] }]
    })
    const seen = [...replies, ...polled]
    return { seen: firstOfEach(seen) }
  },
}

/** One observation of each trait: the first. */
export const firstOfEach = (seen: readonly Observed[]): Observed[] => [
  ...new Map(seen.toReversed().map((each) => [each.trait, each])).values(),
]

/** What holds of the pictures of every gateway. */
export const picturesKept: Probe = {
  id: 'results.pictures',
  observes: [],
  keeps: [
    'every picture can be decoded',
    'a picture has the format that was asked for',
    'a picture has the size that was asked for',
    'a picture says its format rightly',
    'no link holds the key',
    'usage adds up',
  ],
  cost: 0,
  shares: shared,
  async observe(lab) {
    const { images } = lab.facts
    const all = await developed(lab)
    const each = (what: (shot: Developed) => string[]): Pick<Kept, 'breaches' | 'evidence'> => ({
      breaches: [...new Set(all.flatMap(what))],
      evidence: all.map(({ told }) => told.answer.number),
    })
    const isFormat = (asked: unknown) => images.formats.accepts.some((each) => each === asked)
    return {
      seen: [],
      kept: [
        {
          invariant: 'every picture can be decoded',
          ...each(({ told }) =>
            told.pictures.flatMap(({ width, fetched, index }) =>
              width === undefined
                ? [`picture ${index} is none${fetched ? `: its link answers ${fetched.status}` : ''}`]
                : [],
            ),
          ),
        },
        {
          invariant: 'a picture has the format that was asked for',
          ...each(({ told, draft }) =>
            told.pictures.flatMap(({ format }) =>
              !isFormat(draft.fields.format) || format === undefined || format === draft.fields.format
                ? []
                : [`${draft.fields.format} was asked for, ${format} came`],
            ),
          ),
        },
        {
          invariant: 'a picture has the size that was asked for',
          ...each(({ told, draft }) => {
            const { size } = draft.fields
            const isExact =
              typeof size === 'string' &&
              /^\d+x\d+$/.test(size) &&
              sizeIn(images, { size, model: draft.fields.model as string | undefined }) !== undefined
            return told.pictures.flatMap(({ width, height }) =>
              isExact && width !== undefined && size !== `${width}x${height}`
                ? [`${size} was asked for, ${width}x${height} came`]
                : [],
            )
          }),
        },
        {
          invariant: 'a picture says its format rightly',
          ...each(({ told }) =>
            told.pictures.flatMap(({ text, format, fetched }) => {
              const said = fetched?.headers['content-type'] ?? /^data:([^;,]+)/.exec(text)?.[1]
              const isWrong =
                format !== undefined && said?.startsWith('image/') && said.split(';')[0] !== `image/${format}`
              return isWrong ? [`it says ${said} and is ${format}`] : []
            }),
          ),
        },
        {
          invariant: 'no link holds the key',
          ...each(({ told }) =>
            told.gallery.given.flatMap(({ text, form }) =>
              (form === 'relative' || form === 'absolute') &&
              lab.key !== undefined &&
              decodeURIComponent(text).includes(lab.key)
                ? ['a link to a picture holds the key']
                : [],
            ),
          ),
        },
        { invariant: 'usage adds up', ...each((shot) => usageOf(lab.facts, shot)) },
      ],
    }
  },
}

/** What does not add up in the tokens that a document tells. */
function usageOf({ results, tasks }: Dialect, { told, task }: Developed): string[] {
  const [poll] = Object.values(tasks.polls ?? {})
  const lens = task ? poll?.lens : results.reply.lens
  const read = (field: (typeof usageKeys)[number]) => readFirst(told.answer.json, lens?.[field]) as number | undefined
  const sums = [
    ['totalTokens', 'inputTokens', 'outputTokens'],
    ['inputTokens', 'inputTextTokens', 'inputImageTokens'],
    ['outputTokens', 'outputTextTokens', 'outputImageTokens'],
  ] as const
  return sums.flatMap(([sum, a, b]) => {
    const [whole, one, other] = [read(sum), read(a), read(b)]
    if (whole === undefined || one === undefined || other === undefined || whole === one + other) return []
    return [`${sum} is ${whole}, and ${a} and ${b} are ${one} and ${other}`]
  })
}
