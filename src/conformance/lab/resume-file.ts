import { hash } from 'node:crypto'
import { open, readFile } from 'node:fs/promises'
import { z } from 'zod'
import { parseJson } from '../../http/parse-json.ts'
import { createKeyMarks, type KeyMarks } from '../../redaction/key-marks.ts'
import type { AnswerCache, CachedAnswer, PaidRequest } from './answer-cache.ts'

/** Whose answers a file holds. */
export interface ResumeFileOptions {
  readonly provider: string
  readonly baseUrl: string
  /** Of the tool: another one may ask otherwise. */
  readonly version: string
  readonly key: string | undefined
  readonly otherKey?: string | undefined
}

export interface ResumeFile extends AnswerCache {
  /** Answers that it held when it was opened. */
  readonly count: number
  find(name: string): CachedAnswer | undefined
  close(): Promise<void>
}

const images = z.int().nonnegative()
const headerSchema = z.object({
  proofsheet: z.literal('answers'),
  format: z.literal(1),
  provider: z.string(),
  baseUrl: z.string(),
  version: z.string(),
  key: z.string(),
})
const lineSchema = z.discriminatedUnion('kind', [
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
type FileHeader = z.infer<typeof headerSchema>
type FileLine = z.infer<typeof lineSchema>

/**
 * A file of answers, a line of JSON each, readable by its owner alone; made when there is none. A last line that was cut
 * short is dropped. Keys that a gateway repeats are not written. Throws an Error for a file of another gateway, key or
 * version, and for one that is none of ours; such a file stays as it is.
 */
export async function openResumeFile(path: string, options: ResumeFileOptions): Promise<ResumeFile> {
  const keyMarks = createKeyMarks(options.key, options.otherKey)
  const header = toHeader(options)
  const headerLine = `${JSON.stringify(header)}\n`
  const existing = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return Buffer.alloc(0)
    throw error
  })
  // One that was cut short within its first line holds nothing yet.
  const isNew = headerLine.startsWith(existing.toString())
  const end = isNew ? 0 : existing.lastIndexOf('\n') + 1
  const lines = existing.subarray(0, end).toString().split('\n').slice(0, -1)
  if (!isNew) checkHeader(path, lines[0] ?? '', header)
  const saved = summarizeLines(readLines(path, lines, keyMarks), keyMarks)
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
  if (isNew) await append(headerLine)
  const write = (line: FileLine) => append(`${keyMarks.hide(JSON.stringify(line))}\n`)
  return {
    spent: saved.spent,
    unanswered: saved.lost,
    count: saved.answers.size,
    find: (name) => saved.answers.get(name),
    recordIntent: (name, request) => write({ kind: 'intent', name, ...request }),
    store: (name, { bytes, receivedAt: at, ...rest }) =>
      write({ kind: 'answer', name, ...rest, at, body: keyMarks.hideBytes(bytes) }),
    clearIntent: (name) => write({ kind: 'clear', name }),
    close: () => file.close(),
  }
}

function toHeader({ provider, baseUrl, version, key = '' }: ResumeFileOptions): FileHeader {
  const base = new URL(baseUrl).href.replace(/\/$/, '')
  return {
    proofsheet: 'answers',
    format: 1,
    provider,
    baseUrl: base,
    version,
    key: hash('sha256', `${base}\n${key}`, 'hex'),
  }
}

function checkHeader(path: string, text: string, expected: FileHeader): void {
  const { data } = headerSchema.safeParse(parseJson(text))
  if (!data) throw new Error(`${path} is no file of answers that --resume has written`)
  for (const name of ['provider', 'baseUrl', 'version'] as const)
    if (data[name] !== expected[name])
      throw new Error(
        `${path} holds the answers of another run: its ${name} is ${data[name]}, here it is ${expected[name]}`,
      )
  if (data.key !== expected.key)
    throw new Error(`${path} holds the answers of another run: it was begun with another key`)
}

const readLines = (path: string, lines: readonly string[], keyMarks: KeyMarks): FileLine[] =>
  lines.slice(1).map((text, index) => {
    const { data } = lineSchema.safeParse(parseJson(keyMarks.reveal(text)))
    if (!data) throw new Error(`${path} is broken in line ${index + 2}`)
    return data
  })

/** What the lines come to. What was intended counts as charged until its answer says otherwise. */
function summarizeLines(lines: readonly FileLine[], keyMarks: KeyMarks) {
  const answers = new Map<string, CachedAnswer>()
  const unanswered = new Map<string, PaidRequest>()
  let spent = 0
  for (const line of lines) {
    if (line.kind === 'intent') {
      spent += line.images
      unanswered.set(line.name, line)
      continue
    }
    spent -= unanswered.get(line.name)?.images ?? 0
    unanswered.delete(line.name)
    if (line.kind === 'clear') continue
    spent += line.images
    answers.set(line.name, { ...line, receivedAt: line.at, bytes: keyMarks.revealBytes(line.body) })
  }
  return { answers, lost: unanswered, spent }
}
