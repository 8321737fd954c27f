import { hash } from 'node:crypto'
import { open, readFile } from 'node:fs/promises'
import { z } from 'zod'
import { createKeyMarks, type KeyMarks } from '../../redaction/key-marks.ts'
import { parseJson } from '../../values/parse-json.ts'
import type { AnswerCache, CachedAnswer, PaidRequest } from './answer-cache.ts'
import { type GatewayHeaders, listSecrets } from './gateway-headers.ts'

/** The run that a resume file belongs to. */
export interface ResumeFileOptions {
  readonly provider: string
  readonly baseUrl: string
  /** Version of the tool: another version may send other requests. */
  readonly version: string
  readonly key: string | undefined
  readonly otherKey?: string | undefined
  /** Headers that were added to each request: they may select another upstream. */
  readonly headers?: GatewayHeaders | undefined
}

export interface ResumeFile extends AnswerCache {
  /** Number of responses that the file held when it was opened. */
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
 * Opens a file of responses, one line of JSON each, that only its owner can read; creates the file if it is missing. Drops
 * an incomplete last line. Does not write keys that a gateway repeats. Throws an Error if the file belongs to another
 * gateway, key or version, or is no resume file; such a file stays unchanged.
 */
export async function openResumeFile(path: string, options: ResumeFileOptions): Promise<ResumeFile> {
  const keyMarks = createKeyMarks(options.key, options.otherKey, ...listSecrets(options.headers))
  const header = toHeader(options)
  const headerLine = `${JSON.stringify(header)}\n`
  const existing = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return Buffer.alloc(0)
    throw new Error(`can't read the resume file ${path}: ${error.message}; name a file`)
  })
  // A file with an incomplete first line holds no response yet.
  const isNew = headerLine.startsWith(existing.toString())
  const end = isNew ? 0 : existing.lastIndexOf('\n') + 1
  const lines = existing.subarray(0, end).toString().split('\n').slice(0, -1)
  if (!isNew) checkHeader(path, lines[0] ?? '', header)
  const saved = summarizeLines(readLines(path, lines, keyMarks), keyMarks)
  const file = await open(path, 'a', 0o600).catch((error: Error) => {
    throw new Error(`can't write the resume file ${path}: ${error.message}; name a file in a folder that exists`)
  })
  await file.chmod(0o600)
  await file.truncate(end)
  let written = Promise.resolve()
  // Writes one line after another, and none after a failure, so that only the last line can be incomplete.
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
    unanswered: saved.unanswered,
    count: saved.answers.size,
    find: (name) => saved.answers.get(name),
    recordIntent: (name, request) => write({ kind: 'intent', name, ...request }),
    store: (name, { bytes, receivedAt, ...rest }) =>
      write({ kind: 'answer', name, ...rest, at: receivedAt, body: keyMarks.hideBytes(bytes) }),
    clearIntent: (name) => write({ kind: 'clear', name }),
    close: () => file.close(),
  }
}

function toHeader({ provider, baseUrl, version, key = '', headers = {} }: ResumeFileOptions): FileHeader {
  const base = new URL(baseUrl).href.replace(/\/$/, '')
  const added = [...new Headers(headers)].map(([name, value]) => `\n${name}: ${value}`).join('')
  return {
    proofsheet: 'answers',
    format: 1,
    provider,
    baseUrl: base,
    version,
    key: hash('sha256', `${base}\n${key}${added}`, 'hex'),
  }
}

function checkHeader(path: string, text: string, expected: FileHeader): void {
  const { data } = headerSchema.safeParse(parseJson(text))
  if (!data) throw new Error(`${path} is not a resume file: expected a file that --resume wrote; name another file`)
  for (const name of ['provider', 'baseUrl', 'version'] as const)
    if (data[name] !== expected[name])
      throw new Error(
        `${path} belongs to another run: its ${name} is ${data[name]}, expected ${expected[name]}; name another file`,
      )
  if (data.key !== expected.key)
    throw new Error(
      `${path} belongs to another run, with another API key or other headers: use those, or name another file`,
    )
}

const readLines = (path: string, lines: readonly string[], keyMarks: KeyMarks): FileLine[] =>
  lines.slice(1).map((text, index) => {
    const { data } = lineSchema.safeParse(parseJson(keyMarks.reveal(text)))
    if (!data)
      throw new Error(`${path}, line ${index + 2}, is invalid: expected a line that --resume wrote; name another file`)
    return data
  })

/** Sums up the lines of a file. An intended request counts as charged until its response shows otherwise. */
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
  return { answers, unanswered, spent }
}
