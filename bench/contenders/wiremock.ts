import { execFileSync } from 'node:child_process'
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { bodySchema, effectiveDocument } from '../parts/document.ts'
import { cache } from '../parts/paths.ts'
import { type Contender, overHttp } from './contender.ts'
import { findFolder } from './program.ts'

const folder = join(cache, 'wiremock')
const headers = { Authorization: { matches: 'Bearer .+' } }
const id = `img_{{randomValue length=24 type='HEXADECIMAL'}}`

const createResponse = (body: string) => ({
  status: 200,
  headers: { 'Content-Type': 'application/json' },
  body,
  transformers: ['response-template'],
})

async function writeMappings(): Promise<void> {
  const { document } = await effectiveDocument('dimilinks')
  const schema = bodySchema(document, '/v1/images/generations')
  const created = `{{now format='unix'}}`
  const mappings = {
    submit: {
      request: {
        method: 'POST',
        urlPath: '/v1/images/generations',
        headers,
        bodyPatterns: [{ matchesJsonSchema: schema, schemaVersion: 'V202012' }],
      },
      response: createResponse(`{"created":${created},"task_id":"${id}","data":[]}`),
    },
    poll: {
      request: { method: 'GET', urlPathTemplate: '/v1/tasks/{id}', headers },
      response: createResponse(
        `{"id":"{{request.path.id}}","task_id":"{{request.path.id}}","object":"image.task","status":"in_progress","progress":50,"created_at":${created} }`,
      ),
    },
    edit: {
      request: {
        method: 'POST',
        urlPath: '/v1/images/edits',
        headers,
        multipartPatterns: ['prompt', 'image'].map((name) => ({
          matchingType: 'ANY',
          headers: { 'Content-Disposition': { contains: `name="${name}` } },
        })),
      },
      response: createResponse(`{"created":${created},"task_id":"${id}","data":[{"url":"/p/img/${id}/0"}]}`),
    },
  }
  await rm(folder, { recursive: true, force: true })
  await mkdir(join(folder, 'mappings'), { recursive: true })
  for (const [name, mapping] of Object.entries(mappings))
    await writeFile(join(folder, 'mappings', `${name}.json`), JSON.stringify(mapping))
}

function requireJava(): void {
  try {
    execFileSync('java', ['-version'], { stdio: 'ignore' })
  } catch {
    throw new Error('Java is not installed: expected java on the PATH')
  }
}

export const wiremock: Contender = {
  id: 'wiremock',
  title: 'WireMock',
  workloads: overHttp,
  keepsState: false,
  cannot: { e: 'does not stream' },
  // WireMock gets faster for half a minute, and most of that happens in these seconds.
  warmUp: 15,
  async command(_work, port) {
    requireJava()
    await writeMappings()
    const build = join(findFolder('wiremock'), 'build')
    const jar = (await readdir(build)).find((name) => name.endsWith('.jar')) ?? ''
    // By default the journal is unlimited and would hold every upload.
    const flags = ['--disable-banner', '--max-request-journal-entries', '1000', '--root-dir', folder]
    return ['java', '-jar', join(build, jar), '--port', String(port), '--bind-address', '127.0.0.1', ...flags]
  },
}
