import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { cache } from '../parts/paths.ts'
import { submit } from '../parts/requests.ts'
import { type Calls, type Contender, overHttp } from './contender.ts'
import { programOf } from './program.ts'

const picture = { url: 'https://mock.example/files/fox.png', width: 2048, height: 1152, content_type: 'image/png' }

/** What it answers, by the kind of endpoint. */
const fixtures = [
  { match: { endpoint: 'image' }, response: { image: { url: picture.url } } },
  { match: { endpoint: 'fal' }, response: { json: { images: [picture] } } },
]

async function command(port: number): Promise<string[]> {
  const file = join(cache, 'aimock.json')
  await mkdir(cache, { recursive: true })
  await writeFile(file, JSON.stringify({ fixtures }))
  const cli = programOf('@copilotkit/aimock', 'llmock')
  return [process.execPath, cli, '--host', '127.0.0.1', '--port', String(port), '--fixtures', file]
}

/** Its images of OpenAI: it answers the picture at once and forgets it. */
export const aimock: Contender = {
  id: 'aimock',
  title: 'aimock',
  works: overHttp,
  keepsState: false,
  cannot: { b: 'its OpenAI images have no tasks', d: 'takes no body over 10 MB', e: 'its images do not stream' },
  notes: { a: 'answers the picture, no task', c: 'reads the prompt alone' },
  command: (_work, port) => command(port),
}

const queue = { 'x-fal-target-host': 'queue.fal.run' }
const model = '/fal/fal-ai/gpt-image-2'

const calls: Calls = {
  submit: { ...submit, path: model, headers: { ...submit.headers, ...queue } },
  id: /"request_id":"([^"]+)"/,
  poll: (id) => ({ method: 'GET', path: `${model}/requests/${id}/status`, headers: queue }),
}

/** The one place where it keeps tasks of pictures: its queue of fal.ai. */
export const aimockQueue: Contender = {
  id: 'aimock-queue',
  title: 'aimock, queue of fal.ai',
  works: ['a', 'b', 'g'],
  keepsState: true,
  cannot: { g: 'keeps the latest 10,000 tasks' },
  notes: { a: 'at a path of fal.ai', b: 'at a path of fal.ai' },
  calls,
  command: (_work, port) => command(port),
}
