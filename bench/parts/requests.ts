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

const boundary = 'proofsheet-bench-5d41402abc4b2a76'

/** Target, headers and the parts around the files of a form. */
export const form = {
  path: '/v1/images/edits',
  headers: { authorization, 'content-type': `multipart/form-data; boundary=${boundary}` },
  prompt: `--${boundary}\r\nContent-Disposition: form-data; name="prompt"\r\n\r\nMake the fox blue\r\n`,
  fileHead: (field: string, file: string) =>
    `--${boundary}\r\nContent-Disposition: form-data; name="${field}"; filename="${file}"\r\nContent-Type: image/png\r\n\r\n`,
  fileTail: '\r\n',
  end: `--${boundary}--\r\n`,
}

/** Request of workload (c). */
export async function edit(): Promise<WireRequest> {
  const { bytes } = await noisePng(590, 1)
  const { path, headers, prompt, fileHead, fileTail, end } = form
  const parts = [prompt, fileHead('image', 'fox.png'), bytes, fileTail, end]
  return { method: 'POST', path, headers, body: Buffer.concat(parts.map((part) => Buffer.from(part))) }
}
