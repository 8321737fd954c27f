import { appendFile, mkdtemp, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { AnswerCache, CachedAnswer } from '../../src/conformance/lab/answer-cache.ts'
import { openResumeFile, type ResumeFileOptions } from '../../src/conformance/lab/resume-file.ts'
import { Interrupted } from '../../src/conformance/lab/runner.ts'
import type { Report } from '../../src/conformance/report.ts'
import { type RunOptions, run } from '../../src/conformance/run.ts'
import { findProvider } from '../../src/dialect/provider.ts'
import { createMock } from '../../src/engine/mock.ts'
import type { Handler } from '../../src/http/handler.ts'
import type { Ask } from '../../src/probes/ask.ts'
import type { Probe, ProbeContext } from '../../src/probes/probe.ts'
import { probes } from '../../src/probes/probes.ts'
import { createManualClock } from '../../src/time/clock.ts'

const second = 1000
const hour = 3600 * second
const baseUrl = 'http://gateway.test/v1'
const provider = await findProvider('dimilinks')
const clock = createManualClock()
const mock = await createMock({ providers: [provider], clock, atRoot: true })

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'proofsheet-resume-'))
})
afterAll(() => rm(folder, { recursive: true }))

const drawing = (prompt: string): Ask => ({
  method: 'POST',
  path: '/images/generations',
  query: { async: 'true' },
  json: { prompt, size: '1:1', resolution: '1k' },
  images: 1,
})

/** Pays for a picture, and looks at clocks. */
const draw = (prompt: string): Probe => ({
  id: `draws.${prompt}`,
  observes: ['/async/submit/status'],
  cost: 1,
  async observe(lab) {
    const { status, number, json } = await lab.ask(drawing(prompt))
    const { created, task_id } = json as { created: number; task_id: string }
    const began = lab.now()
    await lab.sleep(3 * second)
    const poll = await lab.ask({ method: 'GET', path: `/tasks/${task_id}` })
    const times = [began - created * second, lab.now() - began, (poll.json as { status: string }).status]
    return {
      observations: [{ trait: '/async/submit/status', value: status, evidence: [number] }],
      invariantResults: [{ invariant: 'times', breaches: times.map(String), evidence: [poll.number] }],
    }
  },
})

const timesIn = ({ findings }: Report) => findings.find(({ trait }) => trait === 'times')?.observed

/** Might be charged, were it not refused. */
const refused: Probe = {
  id: 'refused.prompt',
  observes: ['/errors/causes/missingField/status'],
  cost: 0,
  async observe(lab) {
    const { status, number } = await lab.ask({ ...drawing(''), images: 0, imagesAtRisk: 1 })
    return { observations: [{ trait: '/errors/causes/missingField/status', value: status, evidence: [number] }] }
  },
}

const plan = [
  refused,
  ...probes.filter(({ id }) => id.startsWith('auth.')),
  ...['fox', 'owl', 'elk'].map((each) => draw(each)),
]

/** What a caller has with a key of its own: a world of the mock, a file, and how many pictures it was charged for. */
function openAccount(name: string) {
  const key = `sk-secret-of-${name}`
  const path = join(folder, name)
  const file: ResumeFileOptions = { provider: 'dimilinks', baseUrl, version: '1.0.0', key }
  const account = { key, path, file, charged: 0, sent: 0, fetch, run: runOnce }
  async function fetch(request: Request): Promise<Response> {
    account.sent++
    const response = await mock.fetch(request)
    if (isCreate(request) && response.status < 400) account.charged++
    return response
  }
  async function runOnce(options: Partial<RunOptions> = {}) {
    const book = await openResumeFile(path, file)
    const tool = { name: 'proofsheet', version: '1.0.0' }
    const common = { dialect: provider.dialect, probes: plan, failsFrom: 'may', tool, baseUrl, key, clock } as const
    const report = await clock
      .runUntil(run({ ...common, fetch, budget: 10, cache: book, ...options }))
      .finally(book.close)
    return { report, lost: [...book.unanswered.values()] }
  }
  return account
}

const isCreate = ({ method, url }: Request) => method === 'POST' && url.includes('async=true')

type Moment = 'before it arrives' | 'before its answer' | 'at the request after it'

/** Stops a run at the nth request that creates something. */
function stopAt(nth: number, moment: Moment, fetch: Handler): Pick<RunOptions, 'fetch' | 'signal'> {
  const stopped = new AbortController()
  let creates = 0
  const stop = () => {
    stopped.abort()
    throw stopped.signal.reason
  }
  return {
    signal: stopped.signal,
    async fetch(request) {
      if (creates === nth) stop()
      if (!isCreate(request) || ++creates < nth) return fetch(request)
      if (moment === 'before it arrives') stop()
      const response = await fetch(request)
      return moment === 'before its answer' ? stop() : response
    },
  }
}

const lostDrawing = { what: 'POST /images/generations', images: 1 }
// Creates of a whole run: one that is refused, and three that are charged.
test.each<[nth: number, moment: Moment, charged: number, spent: number, lost: object[]]>([
  [1, 'before it arrives', 3, 4, [lostDrawing]],
  [1, 'at the request after it', 3, 3, []],
  [2, 'before it arrives', 3, 4, [lostDrawing]],
  [2, 'before its answer', 4, 4, [lostDrawing]],
  [2, 'at the request after it', 3, 3, []],
  [4, 'before it arrives', 3, 4, [lostDrawing]],
  [4, 'before its answer', 4, 4, [lostDrawing]],
  [4, 'at the request after it', 3, 3, []],
])('stopped at create %i, %s, and resumed: nothing is paid for twice', async (nth, moment, charged, spent, lost) => {
  const [whole, account] = [`whole ${nth} ${moment}`, `${nth} ${moment}`].map(openAccount)
  if (!whole || !account) throw new Error('no account')
  const { report: expected } = await whole.run()
  expect([whole.charged, expected.images.spent]).toEqual([3, 3])

  await expect(account.run(stopAt(nth, moment, account.fetch))).rejects.toThrow(Interrupted)
  const resumed = await account.run()

  expect(account.charged).toBe(charged)
  expect(resumed.lost).toEqual(lost.map((each) => expect.objectContaining(each)))
  expect(resumed.report.images.spent).toBe(spent)
  expect(resumed.report.findings).toEqual(expected.findings)
})

test('a run that is all there is told again at once: nothing is sent, and clocks stand where they stood', async () => {
  const account = openAccount('again')
  const { report: first } = await account.run()
  const { sent } = account
  await clock.advance(hour)
  const { report } = await account.run()
  expect(account.sent).toBe(sent)
  expect([report.took, report.images.spent]).toEqual([0, 3])
  expect(report.findings).toEqual(first.findings)
  expect(timesIn(report)).toEqual(['0', '3000', 'queued'])
})

test.each([
  [0, 3, 3],
  [2, 1, 3],
  [5, 0, 5],
])('what was slept while answers came from the file is waited for: %i s later, %i s', async (later, took, passed) => {
  const account = openAccount(`asleep ${later}`)
  const only = { probes: [draw('owl')] }
  await expect(account.run({ ...only, ...stopAt(1, 'at the request after it', account.fetch) })).rejects.toThrow()
  // The run slept for 3 s before it was stopped.
  clock.set(clock.now() + (later - 3) * second)
  const { report } = await account.run(only)
  expect(report.took).toBe(took * second)
  expect(timesIn(report)).toEqual(['0', String(passed * second), expect.any(String)])
})

test('what went on at once goes on at once again, each in its own time', async () => {
  const account = openAccount('at once')
  type Moment = { at: number; now: number }
  const nap = async (lab: ProbeContext, moments: Moment[], id: number, seconds: readonly number[]) => {
    for (const [turn, each] of seconds.entries()) {
      await lab.sleep(each * second)
      const { receivedAt } = await lab.ask({ method: 'GET', path: `/nothing/${id}`, repeatLabel: String(turn) })
      moments.push({ at: receivedAt, now: lab.now() })
    }
  }
  const runs: Moment[][] = []
  const naps: Probe = {
    ...refused,
    async observe(lab) {
      const moments: Moment[] = []
      runs.push(moments)
      await Promise.all([nap(lab, moments, 1, [1, 1, 1, 9]), nap(lab, moments, 2, [5, 1, 1])])
      return { observations: [] }
    },
  }
  const kept = new Map<string, CachedAnswer>()
  const nothing = async () => {}
  const keep = async (name: string, answer: CachedAnswer) => void kept.set(name, answer)
  const cache: AnswerCache = {
    spent: 0,
    unanswered: new Map(),
    find: (name: string) => kept.get(name),
    recordIntent: nothing,
    store: keep,
    clearIntent: nothing,
  }
  const options = { probes: [naps], cache, fetch: async () => new Response('', { status: 404 }) }
  const start = clock.now()
  await account.run(options)
  await clock.advance(hour)
  const { report } = await account.run(options)
  const moments = [1, 2, 3, 5, 6, 7, 12].map((each) => ({ at: start + each * second, now: start + each * second }))
  expect(runs).toEqual([moments, moments])
  expect(report.took).toBe(0)
})

test('what may have been charged is not sent again beyond the budget', async () => {
  const account = openAccount('poor')
  const only = { probes: [refused], budget: 1 }
  await expect(account.run({ ...only, ...stopAt(1, 'before it arrives', account.fetch) })).rejects.toThrow()
  const { report } = await account.run(only)
  expect(report.images).toEqual({ spent: 1, budget: 1 })
  expect(report.findings[0]?.note).toContain('out of budget: it would charge 1 pictures; 0 are left')
})

test('a gateway that was busy or not there is asked again, and nothing counts as charged', async () => {
  const account = openAccount('busy')
  const only = { probes: [draw('owl')] }
  const busy = (request: Request) =>
    isCreate(request) ? Promise.resolve(new Response('', { status: 429 })) : account.fetch(request)
  await account.run({ ...only, fetch: busy })
  const nobody = Object.assign(new TypeError('fetch failed'), { cause: { code: 'ECONNREFUSED' } })
  const gone = (request: Request) => (isCreate(request) ? Promise.reject(nobody) : account.fetch(request))
  await expect(account.run({ ...only, fetch: gone })).rejects.toThrow('ECONNREFUSED')
  const { report, lost } = await account.run(only)
  expect([report.images.spent, account.charged, lost]).toEqual([1, 1, []])
  expect(report.findings[0]).toMatchObject({ trait: '/async/submit/status', verdict: 'conforms' })
})

test('a last line that was cut short is dropped, and asked for again', async () => {
  const account = openAccount('cut')
  const { report: first } = await account.run()
  const { sent } = account
  const { size } = await stat(account.path)
  await truncate(account.path, size - 10)
  const { report } = await account.run()
  expect([account.sent, account.charged]).toEqual([sent + 1, 3])
  expect(report.findings).toEqual(first.findings)
  expect((await readFile(account.path, 'utf8')).trim().split('\n').map(parses)).not.toContain(false)
})

const parses = (line: string) => JSON.parse(line) !== undefined

test('a file is for its owner alone, and holds no key, though a gateway repeats it', async () => {
  const account = openAccount('hush')
  const bytes = Buffer.from('no such key: sk-secret-of-hush, nor secret-of-hush \u00ff')
  const answer = { status: 401, headers: { 'x-key': account.key }, bytes, receivedAt: 7, images: 0 }
  await writeFile(account.path, '', { mode: 0o644 })
  const book = await openResumeFile(account.path, account.file)
  await book.store('a', answer)
  await book.close()
  const text = await readFile(account.path, 'utf8')
  const bodies = [...text.matchAll(/"body":"(.*?)"/g)].map(([, body]) => Buffer.from(body ?? '', 'base64').toString())
  expect(bodies).toHaveLength(1)
  expect([text, ...bodies].join()).not.toContain('secret-of-hush')
  expect((await stat(account.path)).mode & 0o777).toBe(0o600)
  const again = await openResumeFile(account.path, account.file)
  expect(again.find('a')).toMatchObject(answer)
  await again.close()
})

test.each<[what: string, change: Partial<ResumeFileOptions>, told: string]>([
  ['provider', { provider: 'openai' }, 'its provider is dimilinks, here it is openai'],
  ['base URL', { baseUrl: 'http://other.test' }, 'its baseUrl is http://gateway.test/v1, here it is http://other.test'],
  ['version', { version: '2.0.0' }, 'its version is 1.0.0, here it is 2.0.0'],
  ['key', { key: 'sk-another' }, 'it was begun with another key'],
])('a file of another %s is refused, and stays as it is', async (what, change, told) => {
  const { path, file } = openAccount(`other ${what}`)
  await (await openResumeFile(path, file)).close()
  await appendFile(path, 'cut sh')
  const before = await readFile(path, 'utf8')
  await expect(openResumeFile(path, { ...file, ...change })).rejects.toThrow(told)
  expect(await readFile(path, 'utf8')).toBe(before)
  await (await openResumeFile(path, { ...file, baseUrl: `${baseUrl}/` })).close()
})

test.each([
  ['some notes\nof mine\n', 'is no file of answers that --resume has written'],
  ['{"a": 1}', 'is no file of answers that --resume has written'],
])('a file that is none of ours is refused, and stays as it is: %j', async (text, told) => {
  const { path, file } = openAccount('notes')
  await writeFile(path, text)
  await expect(openResumeFile(path, file)).rejects.toThrow(told)
  expect(await readFile(path, 'utf8')).toBe(text)
})
