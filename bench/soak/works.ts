import { noisePng } from '../parts/noise.ts'
import { form } from '../parts/requests.ts'
import type { Send, SoakResponse } from './client.ts'

/** A kind of work. */
export interface Work {
  readonly name: string
  /** Share of the requests, in thousandths. */
  readonly weight: number
  /** True if the mock draws an image. */
  readonly draws?: true
  /** Sends requests, each of which must have status `expected`. `number` differs in each call. */
  readonly run: (send: Send, number: number) => Promise<void>
}

const [tasks, images] = ['/dimilinks/v1', '/openai/v1']

const keyCount = 10
const keyOf = (number: number) => `sk-soak-${number % keyCount}-0123456789`

/** Number of resets of each key. */
const resets = new Map<string, number>()

/** Latest tasks, which polls and downloads use. */
const latest: { readonly id: string; readonly key: string }[] = []
const maxLatest = 200

/** Checks the status of a response, and returns the body as text. */
async function expectStatus(response: Promise<SoakResponse>, expected = 200): Promise<string> {
  const { status, body } = await response
  if (status === expected) return body.toString()
  throw new Error(`status ${status}, expected ${expected}: ${body.toString('utf8', 0, 200)}`)
}

const submission = (number: number) => ({ prompt: `A red fox on green hill ${number}`, size: '16:9', resolution: '1k' })

async function submit(send: Send, number: number): Promise<void> {
  const key = keyOf(number)
  const path = `${tasks}/images/generations?async=true`
  const before = resets.get(key)
  const text = await expectStatus(send({ method: 'POST', path, key, body: submission(number) }))
  const id = /"task_id":"([^"]+)"/.exec(text)?.[1]
  if (id === undefined) throw new Error(`no task id: ${text.slice(0, 200)}`)
  // A reset meanwhile may have removed the task.
  if (resets.get(key) === before) latest.push({ id, key })
  if (latest.length > maxLatest) latest.shift()
}

/** Polls one of the latest tasks. Returns the response, or undefined if its key was reset since. */
async function pollLatest(send: Send, number: number): Promise<string | undefined> {
  const task = latest[number % latest.length]
  if (!task) return undefined
  const response = send({ path: `${tasks}/tasks/${task.id}`, key: task.key })
  const { status } = await response
  return latest.includes(task) ? expectStatus(response) : status >= 500 ? expectStatus(response) : undefined
}

async function download(send: Send, number: number): Promise<void> {
  const path = /"url":"([^"]+)"/.exec((await pollLatest(send, number)) ?? '')?.[1]
  if (path !== undefined) await expectStatus(send({ path }))
}

let photo: ReturnType<typeof noisePng> | undefined

async function upload(send: Send, number: number): Promise<void> {
  // The first uploads begin together, and must not draw the same file.
  photo ??= noisePng(60, 1)
  const { bytes } = await photo
  const { headers, prompt, fileHead, fileTail, end } = form
  const parts = [prompt, fileHead('image', 'fox.png'), withTail(bytes, number), fileTail, end]
  const body = Buffer.concat(parts.map((part) => Buffer.from(part)))
  await expectStatus(send({ method: 'POST', path: `${tasks}/images/edits`, key: keyOf(number), headers, body }))
}

/** Appends bytes that decoders ignore: the mock decodes a file that is new. */
const withTail = (bytes: Buffer, number: number) => Buffer.concat([bytes, Buffer.from(String(number))])

async function stream(send: Send, number: number): Promise<void> {
  const body = { prompt: `fox ${number}`, stream: true, partial_images: 2 }
  const text = await expectStatus(
    send({ method: 'POST', path: `${images}/images/generations`, key: keyOf(number), body }),
  )
  if (!text.includes('image_generation.completed')) throw new Error(`the stream has no end: ${text.slice(-200)}`)
}

async function generate(send: Send, number: number): Promise<void> {
  const body = { prompt: `fox ${number}` }
  const text = await expectStatus(
    send({ method: 'POST', path: `${images}/images/generations`, key: keyOf(number), body }),
  )
  if (!text.includes('"b64_json":"')) throw new Error(`the response has no image: ${text.slice(0, 200)}`)
}

const scenarios = [
  ['rate-limited', 429],
  ['server-error', 500],
  ['bad-gateway', 502],
] as const

async function scenario(send: Send, number: number): Promise<void> {
  const [name, status] = scenarios[number % scenarios.length] ?? scenarios[0]
  const headers = { 'x-proofsheet-scenario': name }
  const path = `${tasks}/images/generations?async=true`
  const sent = send({ method: 'POST', path, key: keyOf(number), headers, body: submission(number) })
  await expectStatus(sent, status)
}

const adminPaths = ['clock', 'tasks?limit=20', 'journal?limit=20', 'scenarios', 'scenario']

async function admin(send: Send, number: number): Promise<void> {
  await expectStatus(send({ path: `/_proofsheet/${adminPaths[number % adminPaths.length]}`, key: keyOf(number) }))
}

async function reset(send: Send, number: number): Promise<void> {
  const key = keyOf(number)
  forgetTasks(key)
  await expectStatus(send({ method: 'POST', path: '/_proofsheet/reset', key }), 204)
  // Tasks that were submitted while the server worked on the reset may be gone.
  forgetTasks(key)
}

function forgetTasks(key: string): void {
  resets.set(key, (resets.get(key) ?? 0) + 1)
  latest.splice(0, latest.length, ...latest.filter((task) => task.key !== key))
}

/** Kinds of work, as test suites mix them. Weights sum to 1000. */
export const works: readonly Work[] = [
  { name: 'submits', weight: 440, run: submit },
  { name: 'polls', weight: 440, run: async (send, number) => void (await pollLatest(send, number)) },
  { name: 'scenarios', weight: 50, run: scenario },
  {
    name: 'lists of models',
    weight: 20,
    run: async (send, number) => void (await expectStatus(send({ path: `${images}/models`, key: keyOf(number) }))),
  },
  { name: 'admin reads', weight: 14, run: admin },
  { name: 'resets of a key', weight: 1, run: reset },
  { name: 'uploads', weight: 20, run: upload },
  { name: 'downloads', weight: 7, draws: true, run: download },
  { name: 'images in base64', weight: 6, draws: true, run: generate },
  { name: 'streams', weight: 2, draws: true, run: stream },
]
