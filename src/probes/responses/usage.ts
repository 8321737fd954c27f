import { type Lens, readFirst, readPointer } from '../../dialect/lens.ts'
import { usageKeys } from '../../dialect/words.ts'
import { locate } from '../documents/locate.ts'
import { memberNameAt } from '../documents/members.ts'
import type { Probe } from '../probe.ts'
import { judgeEach } from './judge-each.ts'
import { type LensDocument, lensDocuments } from './lens-documents.ts'

const invariant = 'usage adds up'

/** Checks the sums of tokens in replies, polls and streams, documented or not. */
export const usageSumsProbe: Probe = {
  id: 'responses.usage',
  observes: [],
  invariants: [invariant],
  cost: 0,
  isReader: true,
  async observe(ctx) {
    const counted = lensDocuments(ctx).flatMap((document) => {
      const counts = listCounts(document)
      return counts.some((count) => count.totalTokens !== undefined) ? [{ document, counts }] : []
    })
    const result = judgeEach(
      invariant,
      counted,
      ({ document, counts }) => counts.flatMap(findWrongSums).map((text) => `${document.at}: ${text}`),
      ({ document }) => document.answer.number,
    )
    return { observations: [], invariantResults: [result] }
  },
}

type Counts = Partial<Record<(typeof usageKeys)[number], number>>

/** Lists the token counts of a document: those at documented places, and those of an undocumented usage. */
function listCounts({ json, lenses }: LensDocument): Counts[] {
  const documented = lenses.filter((lens) => usageKeys.some((key) => lens[key] !== undefined))
  if (documented.length > 0) return documented.map((lens) => readCounts(json, lens))
  const isObject = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value)
  return locate(json, isObject)
    .filter((pointer) => memberNameAt(pointer) === 'usage')
    .flatMap((pointer) => usualNames.map((lens) => readCounts(readPointer(json, pointer), lens)))
}

/** Names of token counts in the usages of images and of chats. */
const usualNames: readonly Lens[] = [
  { inputTokens: '/input_tokens', outputTokens: '/output_tokens', totalTokens: '/total_tokens' },
  { inputTokens: '/prompt_tokens', outputTokens: '/completion_tokens', totalTokens: '/total_tokens' },
]

const readCounts = (json: unknown, lens: Lens): Counts =>
  Object.fromEntries(
    usageKeys.flatMap((key) => {
      const value = readFirst(json, lens[key])
      return typeof value === 'number' ? [[key, value]] : []
    }),
  )

const sums = [
  ['totalTokens', 'inputTokens', 'outputTokens'],
  ['inputTokens', 'inputTextTokens', 'inputImageTokens'],
  ['outputTokens', 'outputTextTokens', 'outputImageTokens'],
] as const

/** Returns a message for each sum of tokens that differs from its parts. */
const findWrongSums = (counts: Counts): string[] =>
  sums.flatMap(([sum, a, b]) => {
    const [total, first, second] = [counts[sum], counts[a], counts[b]]
    if (total === undefined || first === undefined || second === undefined || total === first + second) return []
    return [`${sum} is ${total}, but ${a} + ${b} is ${first} + ${second}`]
  })
