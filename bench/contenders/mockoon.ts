import { randomUUID } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { cache } from '../parts/paths.ts'
import { type Contender, overHttp } from './contender.ts'
import { findProgram } from './program.ts'

interface Rule {
  readonly target: 'body' | 'data_bucket' | 'header'
  readonly modifier: string
  readonly operator: 'regex' | 'null'
  readonly value: string
  readonly invert: boolean
}

const requires = (target: Rule['target'], modifier: string): Rule => ({
  target,
  modifier,
  operator: 'regex',
  value: '.',
  invert: false,
})

const createResponse = (statusCode: number, body: string, rules: readonly Rule[]) => ({
  uuid: randomUUID(),
  body,
  latency: 0,
  statusCode,
  label: '',
  headers: [{ key: 'Content-Type', value: 'application/json' }],
  bodyType: 'INLINE',
  filePath: '',
  databucketID: '',
  sendFileAsBody: false,
  rules,
  rulesOperator: 'AND',
  disableTemplating: false,
  fallbackTo404: false,
  default: rules.length === 0,
  crudKey: 'id',
  callbacks: [],
})

/** Creates a route that returns the first response whose rules hold. */
const createRoute = (method: string, endpoint: string, responses: readonly ReturnType<typeof createResponse>[]) => ({
  uuid: randomUUID(),
  type: 'http',
  documentation: '',
  method,
  endpoint,
  responses,
  responseMode: null,
  streamingMode: null,
  streamingInterval: 0,
})

const refusal = createResponse(400, '{"error":{"message":"no","type":"invalid_request_error"}}', [])
const notFound = createResponse(404, '{"error":{"message":"unknown","type":"invalid_request_error"}}', [])
const newId = `{{setVar 'id' (concat 'img_' (objectId))}}{{setVar 'now' (now 't')}}`

const routes = [
  createRoute('post', 'v1/images/generations', [
    createResponse(
      200,
      `${newId}{{setData 'set' 'tasks' (getVar 'id') (getVar 'now')}}{"created":{{getVar 'now'}},"task_id":"{{getVar 'id'}}","data":[]}`,
      [requires('header', 'Authorization'), requires('body', 'prompt')],
    ),
    refusal,
  ]),
  createRoute('get', 'v1/tasks/:id', [
    createResponse(
      200,
      `{"id":"{{urlParam 'id'}}","task_id":"{{urlParam 'id'}}","object":"image.task","status":"in_progress","progress":50,"created_at":{{data 'tasks' (urlParam 'id')}} }`,
      [requires('header', 'Authorization'), requires('data_bucket', "tasks.{{urlParam 'id'}}")],
    ),
    notFound,
  ]),
  createRoute('post', 'v1/images/edits', [
    createResponse(
      200,
      `${newId}{"created":{{getVar 'now'}},"task_id":"{{getVar 'id'}}","data":[{"url":"/p/img/{{getVar 'id'}}/0"}]}`,
      [requires('header', 'Authorization'), requires('body', 'prompt')],
    ),
    refusal,
  ]),
]

const environment = {
  uuid: randomUUID(),
  lastMigration: 33,
  name: 'bench',
  endpointPrefix: '',
  latency: 0,
  port: 3000,
  hostname: '127.0.0.1',
  folders: [],
  routes,
  rootChildren: routes.map(({ uuid }) => ({ type: 'route', uuid })),
  proxyMode: false,
  proxyHost: '',
  proxyRemovePrefix: false,
  tlsOptions: { enabled: false, type: 'CERT', pfxPath: '', certPath: '', keyPath: '', caPath: '', passphrase: '' },
  cors: true,
  headers: [],
  proxyReqHeaders: [],
  proxyResHeaders: [],
  data: [{ uuid: randomUUID(), id: 'task', name: 'tasks', documentation: '', value: '{}' }],
  callbacks: [],
}

export const mockoon: Contender = {
  id: 'mockoon',
  title: 'Mockoon',
  workloads: [...overHttp, 'g'],
  keepsState: true,
  cannot: { e: 'does not stream', g: 'would take half an hour' },
  notes: { a: 'checks only that there is a prompt' },
  async command(_work, port) {
    const file = join(cache, 'mockoon.json')
    await mkdir(cache, { recursive: true })
    await writeFile(file, JSON.stringify(environment))
    const cli = findProgram('@mockoon/cli', 'mockoon-cli')
    // The last flag removes the limit of 100 MB on bodies, which (d) exceeds.
    const flags = ['--disable-log-to-file', '--repair', '--max-request-body-size', '0']
    return [process.execPath, cli, 'start', '--data', file, '--port', String(port), ...flags]
  },
}
