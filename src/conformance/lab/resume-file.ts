import { createHash } from 'node:crypto'
import { open, readFile } from 'node:fs/promises'
import { z } from 'zod'
import { keyWithoutPrefix, minKeyLength } from '../../redaction/redactor.ts'
import type { AnswerBook, KeptAnswer, PaidRequest } from './answer-cache.ts'

/** Whose answers a file holds. */
export interface AnswerFileOptions {
  readonly provider: string
  readonly baseUrl: string
  /** Of the tool: another one may ask otherwise. */
  readonly version: string
  readonly key: string | undefined
  readonly otherKey?: string | undefined
}

export interface AnswerFile extends AnswerBook {
  /** Answers that it held when it was opened. */
  readonly count: number
  find(name: string): KeptAnswer | undefined
  close(): Promise<void>
}

const images = z.int().nonnegative()
const head = z.object({
  proofsheet: z.literal('answers'),
  format: z.literal(1),
  provider: z.string(),
  baseUrl: z.string(),
  version: z.string(),
  key: z.string(),
})
const line = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('intent'), name: z.string(), what: z.string(), images }),
  z.object({
    kind: z.literal('answer'),
    name: z.string(),
    status: z.int(),
    headers: z.record(z.string(), z.string()),
    body: z.string(),
    at: z.number(),
    images,
  }),
  z.object({ kind: z.literal('clear'), name: z.string() }),
])
type Head = z.infer<typeof head>
type Line = z.infer<typeof line>

/**
 * A file of answers, a line of JSON each, readable by its owner alone; made when there is none. A last line that was cut
 * short is dropped. Keys that a gateway repeats are not written. Throws an Error for a file of another gateway, key or
 * version, and for one that is none of ours; such a file stays as it is.
 */
export async function openAnswerFile(path: string, options: AnswerFileOptions): Promise<AnswerFile> {
  const veil = createVeil(options.key, options.otherKey)
  const own = headOf(options)
  const first = `${JSON.stringify(own)}\n`
  const found = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return Buffer.alloc(0)
    throw error
  })
  // One that was cut short within its first line holds nothing yet.
  const isNew = first.startsWith(found.toString())
  const end = isNew ? 0 : found.lastIndexOf('\n') + 1
  const lines = found.subarray(0, end).toString().split('\n').slice(0, -1)
  if (!isNew) checkHead(path, lines[0] ?? '', own)
  const held = tally(readLines(path, lines, veil), veil)
  const file = await open(path, 'a', 0o600)
  await file.chmod(0o600)
  await file.truncate(end)
  let written = Promise.resolve()
  // One after the other; after one that failed none, so that only the last line can be broken.
  const append = (text: string) => {
    written = written.then(async () => {
      await file.appendFile(text)
      await file.datasync()
    })
    return written
  }
  if (isNew) await append(first)
  const write = (each: Line) => append(`${veil.hide(JSON.stringify(each))}\n`)
  return {
    spent: held.spent,
    lost: held.lost,
    count: held.answers.size,
    find: (name) => held.answers.get(name),
    intend: (name, request) => write({ kind: 'intent', name, ...request }),
    keep: (name, { bytes, ...rest }) => write({ kind: 'answer', name, ...rest, body: veil.hideBytes(bytes) }),
    clear: (name) => write({ kind: 'clear', name }),
    close: () => file.close(),
  }
}

const digest = (text: string) => createHash('sha256').update(text).digest('hex')

function headOf({ provider, baseUrl, version, key = '' }: AnswerFileOptions): Head {
  const base = new URL(baseUrl).href.replace(/\/$/, '')
  return { proofsheet: 'answers', format: 1, provider, baseUrl: base, version, key: digest(`${base}\n${key}`) }
}

function checkHead(path: string, text: string, own: Head): void {
  const { data } = head.safeParse(parse(text))
  if (!data) throw new Error(`${path} is no file of answers that --resume has written`)
  for (const name of ['provider', 'baseUrl', 'version'] as const)
    if (data[name] !== own[name])
      throw new Error(`${path} holds the answers of another run: its ${name} is ${data[name]}, here it is ${own[name]}`)
  if (data.key !== own.key) throw new Error(`${path} holds the answers of another run: it was begun with another key`)
}

const readLines = (path: string, lines: readonly string[], veil: Veil): Line[] =>
  lines.slice(1).map((each, index) => {
    const { data } = line.safeParse(parse(veil.lift(each)))
    if (!data) throw new Error(`${path} is broken in line ${index + 2}`)
    return data
  })

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** What the lines come to. What was intended counts as charged until its answer says otherwise. */
function tally(lines: readonly Line[], veil: Veil) {
  const answers = new Map<string, KeptAnswer>()
  const lost = new Map<string, PaidRequest>()
  let spent = 0
  for (const each of lines) {
    if (each.kind === 'intent') {
      spent += each.images
      lost.set(each.name, each)
      continue
    }
    spent -= lost.get(each.name)?.images ?? 0
    lost.delete(each.name)
    if (each.kind === 'clear') continue
    spent += each.images
    answers.set(each.name, { ...each, bytes: veil.liftBytes(each.body) })
  }
  return { answers, lost, spent }
}

/** Puts marks in the place of keys, and the keys back. Only who knows a key can make its mark. */
interface Veil {
  hide(text: string): string
  lift(text: string): string
  /** As base64. */
  hideBytes(bytes: Uint8Array): string
  liftBytes(base64: string): Uint8Array
}

function createVeil(...keys: readonly (string | undefined)[]): Veil {
  const marks = keys
    .map((key = '') => keyWithoutPrefix(key))
    .filter((key) => key.length >= minKeyLength)
    .sort((a, b) => b.length - a.length)
    .map((key) => [key, `[[${digest(key)}]]`] as const)
  const hide = (text: string) => marks.reduce((left, [key, mark]) => left.replaceAll(key, mark), text)
  const lift = (text: string) => marks.reduce((left, [key, mark]) => left.replaceAll(mark, () => key), text)
  return {
    hide,
    lift,
    hideBytes: (bytes) => Buffer.from(hide(Buffer.from(bytes).toString('latin1')), 'latin1').toString('base64'),
    liftBytes: (base64) => Buffer.from(lift(Buffer.from(base64, 'base64').toString('latin1')), 'latin1'),
  }
}
