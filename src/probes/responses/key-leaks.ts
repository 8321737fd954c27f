import { keyWithoutPrefix } from '../../values/api-key.ts'
import type { Answer } from '../ask.ts'
import { linksInvariant } from '../generations/images.ts'
import type { AnsweredRequest, Probe } from '../probe.ts'
import { judgeEach } from './judge-each.ts'

const invariant = 'no response repeats the API key'

/** Checks that no text of a response has the key or a long part of the key, as it is or encoded. */
export const keyLeaksProbe: Probe = {
  id: 'responses.key',
  observes: [],
  invariants: [invariant],
  cost: 0,
  isReader: true,
  async observe({ key, answered, deviations }) {
    if (deviations.some(({ trait }) => trait === linksInvariant))
      return { observations: [], otherwise: { reason: 'the image links contain the key' } }
    const parts = listParts(key ?? '')
    if (parts.length === 0)
      return { observations: [], otherwise: { reason: 'no long key was given', limitedBy: 'method' } }
    const texts = answered.filter(({ answer }) => answer.bytes.length > 0 && answer.bytes.length < maxBytes)
    const result = judgeEach(
      invariant,
      texts,
      (request) => {
        const { ask, answer } = request
        return repeatsKey(request, parts) ? [`${ask.method} ${ask.path} with ${answer.status}`] : []
      },
      ({ answer }) => answer.number,
    )
    return { observations: [], invariantResults: [result] }
  },
}

/** Longest response to read, in bytes: a longer one has images. */
const maxBytes = 50_000

/** Length of a part of a key that shows the key, in characters. Gateways show a few characters of a key on purpose. */
const partLength = 12

/** Lists all parts of a key without its prefix. A shorter key is its only part, unless texts may have it as a word. */
function listParts(key: string): string[] {
  const secret = keyWithoutPrefix(key)
  if (secret.length < 8) return []
  return Array.from({ length: Math.max(1, secret.length - partLength + 1) }, (_, start) =>
    secret.slice(start, start + partLength),
  )
}

/** Tests whether a response has a part of the key. A refused key, which may share parts with the right key, may be repeated. */
function repeatsKey({ ask, answer }: AnsweredRequest, parts: readonly string[]): boolean {
  const secretParts = parts.filter((part) => !ask.key?.includes(part))
  const texts = decodingsOf(answer)
  return secretParts.some((part) => texts.some((text) => text.includes(part)))
}

/** Returns the text of a response, and the texts that its words encode in base64 or in hexadecimal digits. */
function decodingsOf({ bytes }: Answer): string[] {
  const text = new TextDecoder().decode(bytes)
  const words = text.match(/[\w+/-]{16,}/g) ?? []
  return [
    text,
    text.replaceAll(/%([0-9a-f]{2})/gi, (_, digits) => String.fromCharCode(Number.parseInt(digits, 16))),
    ...words.flatMap((word) => [
      Buffer.from(word, 'base64url').toString('latin1'),
      Buffer.from(word, 'hex').toString('latin1'),
    ]),
  ]
}
