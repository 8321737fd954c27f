import { appendFile, mkdtemp, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { AnswerCache, CachedAnswer } from '../../src/conformance/lab/answer-cache.ts'
import { openResumeFile, type ResumeFileOptions } from '../../src/conformance/lab/resume-file.ts'
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

const generation = (prompt: string): Ask => ({
  method: 'POST',
  path: '/images/generations',
  query: { async: 'true' },
  json: { prompt, size: '1:1', resolution: '1k' },
  images: 1,
})

/** Pays for an image, and reads the clock. */
const paidProbe = (prompt: string): Probe => ({
  id: `paid.${prompt}`,
  observes: ['/async/submit/status'],
  cost: 1,
  async observe(context) {
    const { status, number, json } = await context.ask(generation(prompt))
    const { created, task_id } = json as { created: number; task_id: string }
    const began = context.now()
    await context.sleep(3 * second)
    const poll = await context.ask({ method: 'GET', path: `/tasks/${task_id}` })
    const times = [began - created * second, context.now() - began, (poll.json as { status: string }).status]
    return {
      observations: [{ trait: '/async/submit/status', value: status, evidence: [number] }],
      invariantResults: [{ invariant: 'times', breaches: times.map(String), evidence: [poll.number] }],
    }
  },
})

const timesIn = ({ findings }: Report) => findings.find(({ trait }) => trait === 'times')?.observed

/** Sends a request that costs an image unless the gateway refuses it. */
const riskyProbe: Probe = {
  id: 'refused.prompt',
  observes: ['/errors/causes/badField/status'],
  cost: 0,
  async observe(context) {
    const { status, number } = await context.ask({ ...generation(''), images: 1, expects: 'refusal' })
    return { observations: [{ trait: '/errors/causes/badField/status', value: status, evidence: [number] }] }
  },
}

const plan = [
  riskyProbe,
  ...probes.filter(({ id }) => id.startsWith('errors.')),
  ...['fox', 'owl', 'elk'].map(paidProbe),
]

/** Opens an account: a key with its own world of the mock, a resume file, and counts of charged images and requests. */
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
    const cache = await openResumeFile(path, file)
    const tool = { name: 'proofsheet', version: '1.0.0' }
    const common = { dialect: provider.dialect, probes: plan, failsFrom: 'may', tool, baseUrl, key, clock } as const
    const report = await clock.runUntil(run({ ...common, fetch, budget: 10, cache, ...options })).finally(cache.close)
    return { report, lost: [...cache.unanswered.values()] }
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

const lostRequest = { what: 'POST /images/generations', images: 1 }
// A complete run sends four creates: the first is refused, the other three are charged.
test.each<[nth: number, moment: Moment, charged: number, spent: number, lost: object[]]>([
  [1, 'before it arrives', 3, 4, [lostRequest]],
  // The request after the first create might be charged too.
  [1, 'at the request after it', 3, 4, [lostRequest]],
  [2, 'before it arrives', 3, 4, [lostRequest]],
  [2, 'before its answer', 4, 4, [lostRequest]],
  [2, 'at the request after it', 3, 3, []],
  [4, 'before it arrives', 3, 4, [lostRequest]],
  [4, 'before its answer', 4, 4, [lostRequest]],
  [4, 'at the request after it', 3, 3, []],
])('a run stopped at create %i, %s, and resumed pays for no image twice', async (nth, moment, charged, spent, lost) => {
  const [whole, account] = [`whole ${nth} ${moment}`, `${nth} ${moment}`].map(openAccount)
  if (!whole || !account) throw new Error('no account')
  const { report: expected } = await whole.run()
  expect([whole.charged, expected.images.spent]).toEqual([3, 3])

  const stopped = await account.run(stopAt(nth, moment, account.fetch))
  expect(stopped.report.ended).toEqual({ why: 'interrupted', message: 'the run was stopped' })
  const resumed = await account.run()

  expect(account.charged).toBe(charged)
  expect(resumed.lost).toEqual(lost.map((request) => expect.objectContaining(request)))
  expect(resumed.report.images.spent).toBe(spent)
  expect(resumed.report.findings).toEqual(expected.findings)
})

test('a complete run is replayed at once: it sends no request, and clocks show the same times', async () => {
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
])('sleep during the replay is made up for before the next request: %i s later, %i s', async (later, took, passed) => {
  const account = openAccount(`asleep ${later}`)
  const only = { probes: [paidProbe('owl')] }
  await account.run({ ...only, ...stopAt(1, 'at the request after it', account.fetch) })
  // The run slept for 3 s before it was stopped.
  clock.set(clock.now() + (later - 3) * second)
  const { report } = await account.run(only)
  expect(report.took).toBe(took * second)
  expect(timesIn(report)).toEqual(['0', String(passed * second), expect.any(String)])
})

test('concurrent requests are replayed concurrently, each at its own time', async () => {
  const account = openAccount('at once')
  type Moment = { receivedAt: number; now: number }
  const nap = async (context: ProbeContext, moments: Moment[], id: number, seconds: readonly number[]) => {
    for (const [turn, pause] of seconds.entries()) {
      await context.sleep(pause * second)
      const { receivedAt } = await context.ask({ method: 'GET', path: `/nothing/${id}`, repeatLabel: String(turn) })
      moments.push({ receivedAt, now: context.now() })
    }
  }
  const runs: Moment[][] = []
  const naps: Probe = {
    ...riskyProbe,
    async observe(context) {
      const moments: Moment[] = []
      runs.push(moments)
      await Promise.all([nap(context, moments, 1, [1, 1, 1, 9]), nap(context, moments, 2, [5, 1, 1])])
      return { observations: [] }
    },
  }
  const stored = new Map<string, CachedAnswer>()
  const doNothing = async () => {}
  const store = async (name: string, answer: CachedAnswer) => void stored.set(name, answer)
  const cache: AnswerCache = {
    spent: 0,
    unanswered: new Map(),
    find: (name: string) => stored.get(name),
    recordIntent: doNothing,
    store,
    clearIntent: doNothing,
  }
  const options = { probes: [naps], cache, fetch: async () => new Response('', { status: 400 }) }
  const start = clock.now()
  await account.run(options)
  await clock.advance(hour)
  const { report } = await account.run(options)
  const moments = [1, 2, 3, 5, 6, 7, 12].map((seconds) => {
    const time = start + seconds * second
    return { receivedAt: time, now: time }
  })
  expect(runs).toEqual([moments, moments])
  expect(report.took).toBe(0)
})

test('a request that may have been charged is not sent again beyond the budget', async () => {
  const account = openAccount('poor')
  const only = { probes: [riskyProbe], budget: 1 }
  await account.run({ ...only, ...stopAt(1, 'before it arrives', account.fetch) })
  const { report } = await account.run(only)
  expect(report.images).toEqual({ spent: 1, budget: 1 })
  expect(report.findings[0]?.note).toBe('out of budget: images needed for the request: 1, left in the budget: 0')
})

test('requests to a busy or unreachable gateway are sent again, and do not count as charged', async () => {
  const account = openAccount('busy')
  const only = { probes: [paidProbe('owl')] }
  const respondBusy = (request: Request) =>
    isCreate(request) ? Promise.resolve(new Response('', { status: 429 })) : account.fetch(request)
  await account.run({ ...only, fetch: respondBusy })
  const refusedConnection = Object.assign(new TypeError('fetch failed'), { cause: { code: 'ECONNREFUSED' } })
  const failToConnect = (request: Request) =>
    isCreate(request) ? Promise.reject(refusedConnection) : account.fetch(request)
  const { report: unfinished } = await account.run({ ...only, fetch: failToConnect })
  expect(unfinished.ended).toEqual({ why: 'unreachable', message: 'http://gateway.test: ECONNREFUSED' })
  const { report, lost } = await account.run(only)
  expect([report.images.spent, account.charged, lost]).toEqual([1, 1, []])
  expect(report.findings[0]).toMatchObject({ trait: '/async/submit/status', verdict: 'conforms' })
})

test('an incomplete last line is dropped, and its request is sent again', async () => {
  const account = openAccount('cut')
  const { report: first } = await account.run()
  const { sent } = account
  const { size } = await stat(account.path)
  await truncate(account.path, size - 10)
  const { report } = await account.run()
  expect([account.sent, account.charged]).toEqual([sent + 1, 3])
  expect(report.findings).toEqual(first.findings)
  expect((await readFile(account.path, 'utf8')).trim().split('\n').map(isJson)).not.toContain(false)
})

const isJson = (line: string) => JSON.parse(line) !== undefined

test('only the owner can read a file, and a key that the gateway repeats is not in the file', async () => {
  const account = openAccount('hush')
  const file = { ...account.file, headers: { 'x-upstream-token': 'Bearer hidden-token' } }
  const bytes = Buffer.from('no such key: sk-secret-of-hush, nor secret-of-hush, nor hidden-token \u00ff')
  const answer = { status: 401, headers: { 'x-key': account.key }, bytes, receivedAt: 7, images: 0 }
  await writeFile(account.path, '', { mode: 0o644 })
  const cache = await openResumeFile(account.path, file)
  await cache.store('a', answer)
  await cache.close()
  const text = await readFile(account.path, 'utf8')
  const bodies = [...text.matchAll(/"body":"(.*?)"/g)].map(([, body]) => Buffer.from(body ?? '', 'base64').toString())
  expect(bodies).toHaveLength(1)
  expect([text, ...bodies].join()).not.toMatch(/secret-of-hush|hidden-token/)
  expect((await stat(account.path)).mode & 0o777).toBe(0o600)
  const again = await openResumeFile(account.path, file)
  expect(again.find('a')).toMatchObject(answer)
  await again.close()
})

test.each<[part: string, change: Partial<ResumeFileOptions>, message: string]>([
  ['provider', { provider: 'openai' }, 'its provider is dimilinks, expected openai; name another file'],
  [
    'base URL',
    { baseUrl: 'http://other.test' },
    'its baseUrl is http://gateway.test/v1, expected http://other.test; name another file',
  ],
  ['version', { version: '2.0.0' }, 'its version is 1.0.0, expected 2.0.0; name another file'],
  ['key', { key: 'sk-another' }, 'with another API key or other headers: use those, or name another file'],
  [
    'header',
    { headers: { 'x-upstream': 'b' } },
    'with another API key or other headers: use those, or name another file',
  ],
])('a file of another %s is refused, and stays unchanged', async (part, change, message) => {
  const { path, file } = openAccount(`other ${part}`)
  await (await openResumeFile(path, file)).close()
  await appendFile(path, 'cut sh')
  const before = await readFile(path, 'utf8')
  await expect(openResumeFile(path, { ...file, ...change })).rejects.toThrow(message)
  expect(await readFile(path, 'utf8')).toBe(before)
  await (await openResumeFile(path, { ...file, baseUrl: `${baseUrl}/` })).close()
})

test.each([
  ['some notes\nof mine\n', 'is not a resume file: expected a file that --resume wrote; name another file'],
  ['{"a": 1}', 'is not a resume file: expected a file that --resume wrote; name another file'],
])('a file that is no resume file is refused, and stays unchanged: %j', async (text, message) => {
  const { path, file } = openAccount('notes')
  await writeFile(path, text)
  await expect(openResumeFile(path, file)).rejects.toThrow(message)
  expect(await readFile(path, 'utf8')).toBe(text)
})
