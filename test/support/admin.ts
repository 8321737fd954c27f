import { readFile } from 'node:fs/promises'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { expect } from 'vitest'
import { parse } from 'yaml'
import { json, type Reply, startMock } from './mock.ts'

interface DescribedOperation {
  readonly operationId: string
  readonly responses: Readonly<Record<string, { $ref?: string; content?: object }>>
}
/** The document of the admin API. */
export const adminDocument = parse(await readFile(new URL('../../openapi/admin.yaml', import.meta.url), 'utf8')) as {
  paths: Record<string, Record<string, DescribedOperation>>
}
const ajv = new Ajv2020({ strict: false, allErrors: true }).addSchema(adminDocument, 'admin')

/** Lists the faults of a reply by the document. `operation` is `METHOD /path`. */
function validate(operation: string, { status, json: body, bytes, headers }: Reply): string[] {
  const [method = '', path = ''] = operation.split('?')[0]?.split(' ') ?? []
  const described = adminDocument.paths[path]?.[method.toLowerCase()]
  if (!described) return [`the document has no ${method} ${path}`]
  const key = [String(status), `${String(status)[0]}XX`].find((candidate) => candidate in described.responses)
  if (!key) return [`the document has no status ${status} for ${method} ${path}`]
  const { $ref, content } = described.responses[key] ?? {}
  if (!$ref && !content) return bytes.length === 0 ? [] : [`${status} of ${method} ${path} has a body`]
  if (!$ref && content && !('application/json' in content))
    return Object.keys(content).includes(headers.get('content-type')?.split(';')[0] ?? '') ? [] : ['wrong media type']
  const pointer = $ref ?? `#/paths/${path.replaceAll('/', '~1')}/${method.toLowerCase()}/responses/${key}`
  // Ajv compiles a schema that has a name once.
  const isValid = ajv.getSchema(`admin${pointer}/content/application~1json/schema`)
  if (!isValid) return [`the document has no schema of ${status} for ${method} ${path}`]
  return isValid(body) ? [] : (isValid.errors ?? []).map((error) => `${error.instancePath} ${error.message}`)
}

interface AdminRequest {
  readonly key?: string
  readonly body?: unknown
  /** Values of the parameters in the path. */
  readonly params?: Readonly<Record<string, string | number>>
}

/** Starts a mock. `ask` sends a request to the admin API, such as `GET /journal/{number}`, and validates the reply by the document. */
export async function startAdmin(...args: Parameters<typeof startMock>) {
  const mock = await startMock(...args)
  const ask = async (operation: string, { key, body, params = {} }: AdminRequest = {}): Promise<Reply> => {
    const [method = '', path = ''] = operation.split(' ')
    const filled = path.replaceAll(/\{(\w+)\}/g, (_, name) => encodeURIComponent(String(params[name])))
    const reply = await mock.bare(`/_proofsheet${filled}`, {
      method,
      headers: { ...(key === undefined ? {} : { authorization: `Bearer ${key}` }), 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    expect(validate(operation, reply)).toEqual([])
    return reply
  }
  /** Submits a task of a minute, six seconds of it in the queue, to DimiLinks. Returns its id. */
  const submit = async (key: string, prompt = 'a fox', headers: Record<string, string> = {}): Promise<string> => {
    const init = json({ prompt }, { authorization: `Bearer ${key}`, ...headers })
    return (await mock.send('/dimilinks/v1/images/generations?async=true', init)).json.task_id
  }
  const statusOf = async (key: string, id: string): Promise<string> =>
    (await mock.send(`/dimilinks/v1/tasks/${id}`, { headers: { authorization: `Bearer ${key}` } })).json.status
  const states = async (key?: string): Promise<[prompt: string, state: string][]> =>
    (await ask('GET /tasks', key === undefined ? {} : { key })).json.tasks.map(
      ({ prompt, state }: { prompt: string; state: string }) => [prompt, state],
    )
  return { ...mock, ask, submit, statusOf, states }
}
