import { noisePng } from './noise.ts'

/** A request on the wire without Host, Connection and Content-Length, which every HTTP client adds. */
export interface WireRequest {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: Buffer
}

const authorization = 'Bearer sk-any'

const json = (path: string, body: unknown, headers: Record<string, string> = {}): WireRequest => ({
  method: 'POST',
  path,
  headers: { authorization, 'content-type': 'application/json', ...headers },
  body: Buffer.from(JSON.stringify(body)),
})

export const submitBody = (body: object): WireRequest => json('/v1/images/generations?async=true', body)

/** Request of workload (a). */
export const submit = submitBody({ prompt: 'A red fox on a green hill', size: '16:9', resolution: '2k' })

/** Request of workload (b). */
export const poll = (id: string): WireRequest => ({
  method: 'GET',
  path: `/v1/tasks/${id}`,
  headers: { authorization },
})

/** Request of workload (e). */
export const stream = json(
  '/v1/images/generations',
  { model: 'gpt-image-2', prompt: 'A red fox on a green hill', stream: true, partial_images: 3 },
  { accept: 'text/event-stream' },
)

/** Number of different prompts of (j) and (l), which come round again when a load has sent all. */
const promptCount = 20_000

/** Prompts of six words and a number, each once. */
function* listPrompts(): Generator<string> {
  const words = [
    'red',
    'fox',
    'green',
    'hill',
    'dawn',
    'mist',
    'valley',
    'light',
    'film',
    'a',
    'of',
    'the',
    'wide',
    'on',
  ]
  for (let number = 0; number < promptCount; number++) {
    const some = Array.from(
      { length: 6 },
      (_, place) => words[(number * 7 + place * 5 + (number >> place)) % words.length],
    )
    yield `${some.join(' ')} ${number}`
  }
}

const generations = '/v1/images/generations'
const square = { model: 'gpt-image-2', size: '1024x1024' }

/** Request of workload (k). */
export const generate = json(generations, { ...square, prompt: 'A red fox on a green hill' })

/** Requests of workload (j). */
export const generateMany = (): WireRequest[] =>
  Array.from(listPrompts(), (prompt) => json(generations, { ...square, prompt }))

/** Requests of workload (l). */
export const streamMany = (): WireRequest[] =>
  Array.from(listPrompts(), (prompt) =>
    json(generations, { ...square, prompt, stream: true, partial_images: 3 }, { accept: 'text/event-stream' }),
  )

const boundary = 'proofsheet-bench-5d41402abc4b2a76'

/** Target, headers and the parts around the files of a form. */
export const form = {
  path: '/v1/images/edits',
  headers: { authorization, 'content-type': `multipart/form-data; boundary=${boundary}` },
  field: (name: string, value: string) =>
    `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  prompt: `--${boundary}\r\nContent-Disposition: form-data; name="prompt"\r\n\r\nMake the fox blue\r\n`,
  fileHead: (field: string, file: string) =>
    `--${boundary}\r\nContent-Disposition: form-data; name="${field}"; filename="${file}"\r\nContent-Type: image/png\r\n\r\n`,
  fileTail: '\r\n',
  end: `--${boundary}--\r\n`,
}

const formRequest = (parts: readonly (string | Uint8Array)[]): WireRequest => ({
  method: 'POST',
  path: form.path,
  headers: form.headers,
  body: Buffer.concat(parts.map((part) => Buffer.from(part))),
})

/** Request of workload (c). */
export async function edit(): Promise<WireRequest> {
  const { bytes } = await noisePng(590, 1)
  return formRequest([form.prompt, form.fileHead('image', 'fox.png'), bytes, form.fileTail, form.end])
}

/** Request of workload (m). */
export async function editSynchronously(): Promise<WireRequest> {
  const { bytes } = await noisePng(590, 1)
  const fields = Object.entries(square).map(([name, value]) => form.field(name, value))
  return formRequest([form.prompt, ...fields, form.fileHead('image', 'fox.png'), bytes, form.fileTail, form.end])
}
