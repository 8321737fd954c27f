import { execFile } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import type { ListeningServer } from '../../src/index.ts'
import { decode, drawImage } from '../support/images.ts'
import { serve } from './serve.ts'

/** Runs the samples of the provider pages with the real curl. */
const folder = fileURLToPath(new URL('../../examples/curl', import.meta.url))
const key = 'sk-sample'
const arrived: string[] = []
let door: ListeningServer
let dir: string

beforeAll(async () => {
  await promisify(execFile)('curl', ['--version']).catch((error: unknown) => {
    throw new Error('curl is not on the PATH: install curl, because these tests run the printed samples with curl', {
      cause: error,
    })
  })
  door = await serve(['apigo', 'dimilinks', 'ezlink'], { keys: [key] }, (next) => (request) => {
    arrived.push(`${request.method} ${new URL(request.url).pathname}`)
    return next(request)
  })
})
afterAll(() => door?.close())
beforeEach(async () => {
  arrived.length = 0
  dir = await mkdtemp(join(tmpdir(), 'proofsheet-test-'))
  // curl reads this file first: it limits the duration, which no sample does, and replaces the user's own settings.
  await writeFile(join(dir, '.curlrc'), 'max-time = 20\nnoproxy = 127.0.0.1\n')
})
afterEach(() => rm(dir, { recursive: true }))

interface Sample {
  readonly file: string
  /** Host as printed, which the URL of the mock replaces. */
  readonly host: string
  /** Id of the provider, under which the mock serves it. */
  readonly mount: string
  /** Files that the sample names, without their folder: null for an image, otherwise the text of the file. */
  readonly files?: Readonly<Record<string, string | null>>
  readonly reply: object
  /** Size of the image, as width x height in pixels. */
  readonly size: string
}

const dimilinks = { host: 'https://dimilinks.com', mount: 'dimilinks' }
const taskId = expect.stringMatching(/^img_[0-9a-f]{24}$/)
const created = expect.any(Number)
const submitted = { created, task_id: taskId, data: [] }
const finished = {
  created,
  task_id: taskId,
  data: [
    {
      url: expect.stringMatching(/^\/p\/img\/img_[0-9a-f]{24}\/0\?exp=\d{13}&sig=[0-9a-f]{24}$/),
      file_id: expect.stringMatching(/^file_[0-9a-f]+$/),
    },
  ],
}

const ezlink: Sample = {
  file: 'ezlink-edit.sh',
  host: 'https://api.ezlinkai.com',
  mount: 'ezlink',
  files: { 'photo.png': null },
  reply: { created, data: [{ url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:/) }] },
  size: '1024x1024',
}

const apigo: Sample = {
  file: 'apigo-edit.sh',
  host: 'http://sandbox.mintlify.com',
  mount: 'apigo',
  files: { 'string>': 'content that curl sends for <string>', 'example-file': null },
  reply: {
    created,
    background: 'transparent',
    output_format: 'png',
    quality: 'auto',
    size: '1024x1024',
    data: [{ url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:/) }],
    // Five tokens per image: image.0, image.1.items and the mask. The text part named image is not an image.
    usage: {
      input_tokens: 28,
      input_tokens_details: { image_tokens: 15, text_tokens: 13 },
      output_tokens: 1,
      total_tokens: 29,
    },
  },
  size: '1024x1024',
}

const samples: Sample[] = [
  { file: 'dimilinks-generate.sh', ...dimilinks, reply: submitted, size: '2048x1152' },
  { file: 'dimilinks-generate-with-reference.sh', ...dimilinks, reply: submitted, size: '3840x2160' },
  {
    file: 'dimilinks-edit.sh',
    ...dimilinks,
    files: { 'reference.png': null },
    reply: { ...finished, resolution: '2k' },
    size: '2048x1152',
  },
  {
    file: 'dimilinks-edit-two-references.sh',
    ...dimilinks,
    files: { 'ref-1.png': null, 'ref-2.png': null },
    reply: { ...finished, resolution: '4k' },
    size: '2880x2880',
  },
  apigo,
  ezlink,
]

/** Reads a sample and replaces its host, key and absolute paths. Fails when the sample does not have them as printed. */
async function readSample({ file, host, mount }: Sample): Promise<string> {
  const printed = await readFile(join(folder, file), 'utf8')
  expect(printed.split(host)).toHaveLength(2)
  expect(printed).toMatch(/Authorization: Bearer (\$DIMILINKS_API_KEY|<token>)["']/)
  return printed.replace(host, `${door.url}/${mount}`).replace('<token>', key).replaceAll('/path/to/', `${dir}/`)
}

async function writeFiles({ files = {} }: Sample): Promise<void> {
  for (const [name, content] of Object.entries(files)) await writeFile(join(dir, name), content ?? (await drawImage()))
}

interface Run {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

function run(script: string): Promise<Run> {
  const env = { PATH: process.env.PATH, HOME: dir, DIMILINKS_API_KEY: key }
  return new Promise((resolve, reject) => {
    execFile('sh', ['-c', script], { cwd: dir, env }, (error, stdout, stderr) => {
      const code = error ? error.code : 0
      if (typeof code === 'number') resolve({ code, stdout, stderr })
      else reject(error)
    })
  })
}

interface Reply {
  readonly task_id?: string
  readonly data: readonly { readonly url: string }[]
}

/** Fetches the first image of a reply, or of its task when the reply has only a task id. */
async function fetchImage({ mount }: Sample, reply: Reply): Promise<Buffer> {
  const base = `${door.url}/${mount}/v1/`
  const poll = () => fetch(new URL(`tasks/${reply.task_id}`, base), { headers: { authorization: `Bearer ${key}` } })
  const { data } = reply.data[0] ? reply : ((await (await poll()).json()) as { result: Reply }).result
  return Buffer.from(await (await fetch(new URL(data[0]?.url ?? '', base))).arrayBuffer())
}

test('every sample is run', async () => {
  expect((await readdir(folder)).sort()).toEqual(samples.map(({ file }) => file).sort())
})

/** Removes one line of EZLink's sample, which cannot run as printed (see the last test). */
const withoutMask = (script: string) => script.replace(`--form 'mask=@""' \\\n`, '')

test.each(samples)('$file gets the documented reply', async (sample) => {
  await writeFiles(sample)
  const script = await readSample(sample)
  const { code, stdout, stderr } = await run(sample === ezlink ? withoutMask(script) : script)
  expect({ code, stderr }).toMatchObject({ code: 0 })
  const reply = JSON.parse(stdout) as Reply
  expect(reply).toEqual(sample.reply)
  const { width, height } = await decode(await fetchImage(sample, reply))
  expect(`${width}x${height}`).toBe(sample.size)
})

test.each([
  { sample: ezlink, because: 'mask=@"" names no file', lacks: '' },
  { sample: apigo, because: 'curl reads <string> as the text of a file named string>', lacks: 'string>' },
  { sample: apigo, because: 'the sample names a file', lacks: 'example-file' },
])('$sample.file ends with exit 26 as printed: $because', async ({ sample, lacks }) => {
  await writeFiles(sample)
  if (lacks) await rm(join(dir, lacks))
  const { code, stdout } = await run(await readSample(sample))
  expect({ code, stdout, arrived }).toEqual({ code: 26, stdout: '', arrived: [] })
})
