import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { cache, responsesFile } from '../parts/paths.ts'
import { submit } from '../parts/requests.ts'
import type { RecordedResponses } from '../parts/responses.ts'
import { type Calls, type Contender, isOpenAi, overHttp, synchronous, type WorkloadId } from './contender.ts'
import { findProgram } from './program.ts'

const image = { url: 'https://mock.example/files/fox.png', width: 2048, height: 1152, content_type: 'image/png' }

/** Responses of aimock by kind of endpoint. */
const fixtures = [
  { match: { endpoint: 'image' }, response: { image: { url: image.url } } },
  { match: { endpoint: 'fal' }, response: { json: { images: [image] } } },
]

/** Reads the image in base64 that Proofsheet returned, and makes a fixture of it. */
async function imageFixtures() {
  const { generate } = JSON.parse(await readFile(responsesFile, 'utf8')) as RecordedResponses
  const { data } = JSON.parse(generate) as { data: { b64_json: string }[] }
  return [{ match: { endpoint: 'image' }, response: { image: { b64Json: data[0]?.b64_json } } }]
}

async function command(workload: WorkloadId, port: number): Promise<string[]> {
  const file = join(cache, 'aimock.json')
  await mkdir(cache, { recursive: true })
  await writeFile(file, JSON.stringify({ fixtures: isOpenAi(workload) ? await imageFixtures() : fixtures }))
  const cli = findProgram('@copilotkit/aimock', 'llmock')
  return [process.execPath, cli, '--host', '127.0.0.1', '--port', String(port), '--fixtures', file]
}

/** The OpenAI image endpoints of aimock, which return the image at once and keep no task. */
export const aimock: Contender = {
  id: 'aimock',
  title: 'aimock',
  workloads: [...overHttp, ...synchronous],
  keepsState: false,
  cannot: {
    b: 'its OpenAI images have no tasks',
    d: 'refuses bodies over 10 MB',
    e: 'its images do not stream',
    l: 'its images do not stream',
  },
  notes: {
    a: 'returns the image, creates no task',
    c: 'reads only the prompt',
    j: 'returns a fixture',
    k: 'returns a fixture',
    m: 'returns a fixture, reads only the prompt',
  },
  command,
}

const queue = { 'x-fal-target-host': 'queue.fal.run' }
const model = '/fal/fal-ai/gpt-image-2'

const calls: Calls = {
  submit: { ...submit, path: model, headers: { ...submit.headers, ...queue } },
  id: /"request_id":"([^"]+)"/,
  poll: (id) => ({ method: 'GET', path: `${model}/requests/${id}/status`, headers: queue }),
}

/** The fal.ai queue of aimock, which is the only place where aimock keeps image tasks. */
export const aimockQueue: Contender = {
  id: 'aimock-queue',
  title: 'aimock, fal.ai queue',
  workloads: ['a', 'b', 'g'],
  keepsState: true,
  cannot: { g: 'keeps only the latest 10,000 tasks' },
  notes: { a: 'on a fal.ai path', b: 'on a fal.ai path' },
  calls,
  command,
}
