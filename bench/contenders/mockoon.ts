import { randomUUID } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { cache } from '../parts/paths.ts'
import { type Contender, overHttp } from './contender.ts'
import { programOf } from './program.ts'

interface Rule {
  readonly target: 'body' | 'data_bucket' | 'header'
  readonly modifier: string
  readonly operator: 'regex' | 'null'
  readonly value: string
  readonly invert: boolean
}

const needs = (target: Rule['target'], modifier: string): Rule => ({
  target,
  modifier,
  operator: 'regex',
  value: '.',
  invert: false,
})

const answer = (statusCode: number, body: string, rules: readonly Rule[]) => ({
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

/** Answers the first of the bodies whose rules hold. */
const route = (method: string, endpoint: string, responses: readonly ReturnType<typeof answer>[]) => ({
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

const refusal = answer(400, '{"error":{"message":"no","type":"invalid_request_error"}}', [])
const unknown = answer(404, '{"error":{"message":"unknown","type":"invalid_request_error"}}', [])
const newId = `{{setVar 'id' (concat 'img_' (objectId))}}{{setVar 'now' (now 't')}}`

const routes = [
  route('post', 'v1/images/generations', [
    answer(
      200,
      `${newId}{{setData 'set' 'tasks' (getVar 'id') (getVar 'now')}}{"created":{{getVar 'now'}},"task_id":"{{getVar 'id'}}","data":[]}`,
      [needs('header', 'Authorization'), needs('body', 'prompt')],
    ),
    refusal,
  ]),
  route('get', 'v1/tasks/:id', [
    answer(
      200,
      `{"id":"{{urlParam 'id'}}","task_id":"{{urlParam 'id'}}","object":"image.task","status":"in_progress","progress":50,"created_at":{{data 'tasks' (urlParam 'id')}} }`,
      [needs('header', 'Authorization'), needs('data_bucket', "tasks.{{urlParam 'id'}}")],
    ),
    unknown,
  ]),
  route('post', 'v1/images/edits', [
    answer(
      200,
      `${newId}{"created":{{getVar 'now'}},"task_id":"{{getVar 'id'}}","data":[{"url":"/p/img/{{getVar 'id'}}/0"}]}`,
      [needs('header', 'Authorization'), needs('body', 'prompt')],
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
  works: [...overHttp, 'g'],
  keepsState: true,
  cannot: { e: 'streams nothing', g: 'would take half an hour' },
  notes: { a: 'checks that there is a prompt' },
  async command(_work, port) {
    const file = join(cache, 'mockoon.json')
    await mkdir(cache, { recursive: true })
    await writeFile(file, JSON.stringify(environment))
    const cli = programOf('@mockoon/cli', 'mockoon-cli')
    // Without the last, which takes away a limit of 100 MB, it could not do (d).
    const flags = ['--disable-log-to-file', '--repair', '--max-request-body-size', '0']
    return [process.execPath, cli, 'start', '--data', file, '--port', String(port), ...flags]
  },
}
