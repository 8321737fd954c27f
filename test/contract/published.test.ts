import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { findProvider } from '../../src/dialect/provider.ts'
import { drawImage } from '../support/images.ts'
import { form, json } from '../support/mock.ts'
import { type Published, publish, startPublished, stateless } from '../support/published.ts'

const text = { type: 'string' }
const inPath = (...names: string[]) => names.map((name) => ({ name, in: 'path', required: true, schema: text }))

describe('paths', () => {
  test.each<[path: string, names: string[], url: string]>([
    ['/models/{model}:predict', ['model'], '/models/m1:predict'],
    ['/models/{model}:predict', ['model'], '/models/m1%3Apredict'],
    ['/files/{id}.png', ['id'], '/files/a.b.png'],
    ['/files/{id}.{ext}', ['id', 'ext'], '/files/a.png'],
    ['/spans/{from}-{to}', ['from', 'to'], '/spans/1-2'],
    ['/pairs/{a}{b}', ['a', 'b'], '/pairs/xy'],
    ['/v1:draw', [], '/v1:draw'],
    ['/:draw', [], '/:draw'],
    ['/all/*', [], '/all/*'],
    ['/slash/', [], '/slash/'],
    ['/odd names/{task-id}', ['task-id'], '/odd%20names/x'],
    ['/submit?async=true', [], '/submit?async=true&n=1'],
  ])('%s with the parameters %j serves %s', async (path, names, url) => {
    const mock = await startPublished(({ paths }) => {
      paths[path] = { post: stateless({ parameters: inPath(...names) }) }
    })
    expect(await mock.send(`/api${url}`, { method: 'POST' })).toMatchObject({ status: 200, json: { ok: true } })
  })

  const named = (name: string, ...parameters: string[]) => ({
    responses: { 200: { description: 'ok', content: { 'application/json': { example: { name } } } } },
    parameters: inPath(...parameters),
  })

  test.each<[url: string, name: string]>([
    ['/models/m1', 'show'],
    ['/models/m1:predict', 'predict'],
    ['/models/list', 'list'],
    ['/models/m1.json', 'file'],
    ['/jobs?kind=draw', 'draw'],
    ['/jobs?kind=edit', 'edit'],
    ['/jobs', 'any'],
  ])('%s belongs to the operation that says most about it', async (url, name) => {
    const mock = await startPublished(({ paths }) => {
      paths['/models/{id}'] = { post: named('show', 'id') }
      paths['/models/{id}.{ext}'] = { post: named('file', 'id', 'ext') }
      paths['/models/{id}:predict'] = { post: named('predict', 'id') }
      paths['/models/list'] = { post: named('list') }
      paths['/jobs'] = { post: named('any') }
      paths['/jobs?kind=draw'] = { post: named('draw') }
      paths['/jobs?kind=edit'] = { post: named('edit') }
    })
    expect((await mock.send(`/api${url}`, { method: 'POST' })).json).toEqual({ name })
  })

  test('that differ in the names of their parameters share their methods', async () => {
    const mock = await startPublished(({ paths }) => {
      paths['/jobs/{id}'] = { post: named('submit', 'id') }
      paths['/jobs/{job_id}'] = { delete: named('remove', 'job_id') }
    })
    const replies = ['POST', 'DELETE', 'PUT'].map((method) => mock.send('/api/jobs/1', { method }))
    expect((await Promise.all(replies)).map(({ status, json }) => [status, json.name])).toEqual([
      [200, 'submit'],
      [200, 'remove'],
      [404, undefined],
    ])
  })

  test('of images may have text around their parameters', async () => {
    const [plain, around] = ['/images/{task_id}/{index}', '/files/{task_id}_{index}.png']
    const mock = await startPublished(
      ({ paths }) => {
        paths[around] = paths[plain]
        delete paths[plain]
      },
      (dialect) => dialect.replace(plain, around),
    )
    const { json: reply } = await mock.send('/api/images', json({ input: { prompt: 'x' } }))
    const [{ url }] = reply.output.results
    expect(url).toMatch(/\/api\/files\/q-[0-9a-f]{12}_0\.png$/)
    expect((await mock.send(url)).status).toBe(200)
  })
})

describe('parameters', () => {
  const query = (name: string, schema: object, more: object = {}) => ({ name, in: 'query', schema, ...more })
  const list = { type: 'array', items: { type: 'integer' }, maxItems: 2 }
  const filter = { type: 'object', properties: { n: { type: 'integer' } }, required: ['n'] }

  test.each<[what: string, parameter: object, good: string, bad: string, message: string]>(
    [
    ['a repeated list', query('ids', list), 'ids=1&ids=2', 'ids=x&ids=1', 'Request query parameter ids.0 must be integer'],
    ['a list that is too long', query('ids', list), 'ids=1', 'ids=1&ids=2&ids=3', 'Request query parameter ids must NOT have more than 2 items'],
    ['a list with commas', query('ids', list, { explode: false }), 'ids=1,2', 'ids=1,x', 'Request query parameter ids.1 must be integer'],
    ['a list with bars', query('ids', list, { style: 'pipeDelimited' }), 'ids=1%7C2', 'ids=1%7Cx', 'Request query parameter ids.1 must be integer'],
    ['a list that may be null', query('ids', { ...list, type: ['array', 'null'] }), 'ids=1', 'ids=x', 'Request query parameter ids.0 must be integer'],
    ['a deep object', query('f', filter, { style: 'deepObject' }), 'f[n]=1', 'f[n]=x', 'Request query parameter f.n must be integer'],
    ['an object in JSON', { name: 'f', in: 'query', content: { 'application/json': { schema: filter } } }, 'f={"n":1}', 'f={"n":"x"}', 'Request query parameter f.n must be integer'],
    ['an enum of numbers', query('k', { enum: [1, 2] }), 'k=2', 'k=3', 'Request query parameter k must be equal to one of the allowed values: 1, 2'],
    ['a number', query('k', { type: 'number' }), 'k=1.5e3', 'k=%201', 'Request query parameter k must be number'],
    ['a boolean', query('k', { type: 'boolean' }), 'k=true', 'k=yes', 'Request query parameter k must be boolean'],
    ['a required text', query('k', text, { required: true }), 'k=a', '', "Request query must have required property 'k'"],
    ['a number beside null', query('k', { type: ['integer', 'null'] }), 'k=null', 'k=a', 'Request query parameter k must be integer,null'],
  ] /* biome-ignore format: a table */,
  )('%s in a query is judged value by value', async (...row) => {
    const [, parameter, good, bad, message] = row
    const mock = await startPublished(({ paths }) => {
      paths['/q'] = { get: stateless({ parameters: [parameter] }) }
    })
    expect((await mock.send(`/api/q?${good}`)).status).toBe(200)
    expect(await mock.send(`/api/q?${bad}`)).toMatchObject({ status: 400, json: { message: `${message}.` } })
  })

  test.each<[what: string, parameter: object, url: string, headers: Record<string, string>, message: string]>(
    [
    ['a header with a list', { name: 'X-Ids', in: 'header', schema: list }, '/h/a', { 'x-ids': '1,x' }, 'Request header parameter X-Ids.1 must be integer'],
    ['a required header', { name: 'X-Version', in: 'header', required: true, schema: text }, '/h/a', {}, "Request header must have required property 'X-Version'"],
    ['a path', { name: 'id', in: 'path', required: true, schema: { type: 'integer' } }, '/h/a', {}, 'Request path parameter id must be integer'],
  ] /* biome-ignore format: a table */,
  )('%s is judged', async (_what, parameter, url, headers, message) => {
    const mock = await startPublished(({ paths }) => {
      paths['/h/{id}'] = { get: stateless({ parameters: [parameter] }) }
    })
    expect(await mock.send(`/api${url}`, { headers })).toMatchObject({ status: 400, json: { message: `${message}.` } })
  })
})

describe('polls and images are held to the contract', () => {
  const change = ({ paths }: Published) => {
    const version = { name: 'api-version', in: 'header', required: true, schema: { enum: ['1', '2'] } }
    const detail = { name: 'detail', in: 'query', schema: { enum: ['low', 'high'] } }
    paths['/tasks/{task_id}'].get.parameters.push(version, detail)
    paths['/tasks/{task_id}'].get.parameters[0].schema = { type: 'string', pattern: '^q-' }
    paths['/images/{task_id}/{index}'].get.parameters.push(version)
  }

  test('a poll without its header, or with a word outside of an enum, is refused', async () => {
    const mock = await startPublished(change)
    const { json: submitted } = await mock.send(
      '/api/images',
      json({ input: { prompt: 'x' }, parameters: { async: true } }),
    )
    const poll = (search: string, headers: Record<string, string>) =>
      mock.send(`/api/tasks/${submitted.output.task_id}${search}`, { headers })
    const replies = [
      await poll('', { 'api-version': '1' }),
      await poll('?detail=high', { 'api-version': '2' }),
      await poll('', {}),
      await poll('', { 'api-version': '3' }),
      await poll('?detail=all', { 'api-version': '1' }),
    ]
    expect(replies.map(({ status, json }) => [status, json.code])).toEqual([
      [200, undefined],
      [200, undefined],
      [400, 'MissingParameter'],
      [400, 'InvalidParameter'],
      [400, 'InvalidParameter'],
    ])
  })

  test('an id of the wrong form is an unknown task', async () => {
    const mock = await startPublished(change)
    const headers = { 'api-version': '1' }
    expect(await mock.send('/api/tasks/none', { headers })).toMatchObject({
      status: 404,
      json: { code: 'TaskNotFound' },
    })
  })

  test('an image without its header is refused', async () => {
    const mock = await startPublished(change)
    const { json: reply } = await mock.send('/api/images', json({ input: { prompt: 'x' } }))
    const [{ url }] = reply.output.results
    expect((await mock.send(url, { headers: { 'api-version': '1' } })).status).toBe(200)
    expect(await mock.send(url)).toMatchObject({ status: 400, json: { code: 'MissingParameter' } })
  })
})

describe('forms', () => {
  const whole = { type: 'integer' }
  const control = { type: 'object', properties: { a: whole } }
  const edit = async (schema: object, parts: [string, string | File][], encoding: object = {}) => {
    const image = await drawImage()
    const mock = await startPublished(({ paths }) => {
      const media = paths['/edits'].post.requestBody.content['multipart/form-data']
      media.schema.properties.odd = schema
      media.encoding = { odd: encoding }
      media.schema.additionalProperties = 'odd' in encoding
    })
    const { status, json: reply } = await mock.send('/api/edits', form([['prompt', 'x'], ['image', image], ...parts]))
    return status === 200 ? 200 : reply.message
  }
  const jsonFile = (content: string) => new File([content], 'odd.json', { type: 'application/json' })

  test.each<[what: string, schema: object, texts: (string | File)[], encoding: object, expected: unknown]>(
    [
    ['an object as text', control, ['{"a":1}'], {}, 200],
    ['an object as text', control, ['{"a":"x"}'], {}, 'Request body property odd.a must be integer.'],
    ['an object as a JSON part', control, [jsonFile('{"a":1}')], { contentType: 'application/json' }, 200],
    ['an object as a JSON part', control, [jsonFile('{"a":"x"}')], {}, 'Request body property odd.a must be integer.'],
    ['text that is no object', control, ['{a:1}'], {}, 'Request body property odd must be object.'],
    ['a list where an object belongs', control, ['[1]'], {}, 'Request body property odd must be object.'],
    ['objects, one part each', { type: 'array', items: control }, ['{"a":1}', '{"a":2}'], {}, 200],
    ['objects, one part each', { type: 'array', items: control }, ['{"a":1}', '{"a":"x"}'], {}, 'Request body property odd.1.a must be integer.'],
    ['objects in one part', { type: 'array', items: control }, ['[{"a":1}]'], {}, 200],
    ['numbers, one part each', { type: 'array', items: whole }, ['1', '2'], {}, 200],
    ['numbers, one part each', { type: 'array', items: whole }, ['1', 'x'], {}, 'Request body property odd.1 must be integer.'],
    ['numbers with commas', { type: 'array', items: whole }, ['1,2'], { style: 'form', explode: false }, 200],
    ['numbers with commas', { type: 'array', items: whole }, ['1,x'], { style: 'form', explode: false }, 'Request body property odd.1 must be integer.'],
    ['a text that looks like a list', { type: 'array', items: { const: '["a"]' } }, ['["a"]'], {}, 200],
    ['a number with spaces', whole, [' 4 '], {}, 'Request body property odd must be integer.'],
    ['a number with an exponent', { type: 'number' }, ['1.5e3'], {}, 200],
    ['a word of an enum of numbers', { enum: [1, 2] }, ['2'], {}, 200],
    ['null', { type: ['integer', 'null'] }, ['null'], {}, 200],
    ['the word null', { type: ['string', 'null'], minLength: 4 }, ['null'], {}, 200],
    ['a boolean', { type: 'boolean' }, ['true'], {}, 200],
    ['a boolean in another case', { type: 'boolean' }, ['True'], {}, 'Request body property odd must be boolean.'],
  ] /* biome-ignore format: a table */,
  )('%s: %j of %j with %j gives %j', async (_what, schema, texts, encoding, expected) => {
    expect(
      await edit(
        schema,
        texts.map((content) => ['odd', content]),
        encoding,
      ),
    ).toBe(expected)
  })

  test('the members of a deep object are parts of their own', async () => {
    const encoding = { style: 'deepObject' }
    expect(await edit(control, [['odd[a]', '1']], encoding)).toBe(200)
    expect(await edit(control, [['odd[a]', 'x']], encoding)).toBe('Request body property odd.a must be integer.')
  })
})

test('a number that the gateway would change cannot have a limit in the document', async () => {
  const folder = await publish(
    ({ components }) => {
      components.schemas.Body.properties.n.maximum = 4
    },
    (dialect) => dialect.replace('max: 4, outOfRange: reject', 'max: 4, outOfRange: clamp'),
  )
  await expect(findProvider(folder)).rejects.toThrow(
    '/images/n/outOfRange: the contract has a maximum of n, so it refuses a number that the gateway would change: remove it in openapi.yaml, or write reject',
  )
})

test('an operation that switches protocols is no route of the mock', async () => {
  const mock = await startPublished(({ paths }) => {
    paths['/realtime'] = { get: { responses: { 101: { description: 'A web socket' } } } }
  })
  expect(await mock.send('/api/realtime')).toMatchObject({
    status: 404,
    json: { code: 'NotFound', message: 'The mock does not switch protocols (status 101).' },
  })
})

test('a place inside an object that the document leaves open needs no overlay', async () => {
  const mock = await startPublished(({ components }) => {
    components.schemas.Results.items = { type: 'object' }
    components.responses.Failure.content['application/json'].schema = {}
  })
  const { json: reply } = await mock.send('/api/images', json({ input: { prompt: 'x' } }))
  expect(reply.output.results).toEqual([{ url: expect.stringContaining('http') }])
})

describe('a schema that nobody can read', () => {
  const odd = { type: 'string', pattern: '(?i)a' }

  test('stops nothing where the dialect names no operation that needs it', async () => {
    const folder = await publish(({ paths, components }) => {
      components.schemas.Odd = odd
      paths['/chat'] = {
        post: { requestBody: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Odd' } } } } },
      }
    })
    const { contract } = await findProvider(folder)
    expect(contract.notes).toEqual([
      {
        pointer: '/components/schemas/Odd/pattern',
        message: 'the pattern "(?i)a" is no regular expression of JavaScript',
        isLost: true,
      },
    ])
  })

  test.each<[what: string, change: (document: Published) => void, place: string]>(
    [
    ['the body', ({ components }) => { components.schemas.Body.properties.model = odd }, 'schemas/Body/properties/model/pattern'],
    ['an error', ({ components }) => { components.schemas.Odd = odd; components.responses.Failure.content['application/json'].schema.properties.odd = { $ref: '#/components/schemas/Odd' } }, 'schemas/Odd/pattern'],
  ] /* biome-ignore format: a table */,
  )('refuses the folder where %s of a named operation needs it', async (_what, change, place) => {
    const folder = await publish(change)
    await expect(findProvider(folder)).rejects.toThrow(
      `dialect.yaml:11: /operations/generate/at: POST /images of the contract cannot be read: the pattern "(?i)a" is no regular expression of JavaScript (#/components/${place}): correct it in overlay.yaml`,
    )
  })
})

test('a body in another coding is refused by name', async () => {
  const mock = await startPublished(() => {})
  const { headers = {}, body } = json({ input: { prompt: 'x' } }, { 'content-encoding': 'gzip' })
  const zipped = new Uint8Array(gzipSync(String(body)))
  expect(await mock.send('/api/images', { method: 'POST', headers, body: zipped })).toMatchObject({
    status: 400,
    json: { message: 'The Content-Encoding gzip is not supported; send the body as it is.' },
  })
})

test.each(['application/json; charset=utf-8', 'application/vnd.api+json', 'application/*+json', '*/*'])(
  'a create that the document describes as %s takes JSON, and holds it to the schema',
  async (type) => {
    const mock = await startPublished(({ paths }) => {
      const { requestBody } = paths['/images'].post
      requestBody.content = { [type]: requestBody.content['application/json'] }
    })
    const send = (body: object, contentType = 'application/json') =>
      mock.send('/api/images', json(body, { 'content-type': contentType }))
    expect((await send({ input: { prompt: 'x' } })).status).toBe(200)
    expect((await send({ input: { prompt: 'x' } }, 'Application/JSON; charset="utf-8"')).status).toBe(200)
    expect(await send({ input: {} })).toMatchObject({ status: 400, json: { code: 'MissingParameter' } })
    expect((await send({ input: { prompt: 'x' } }, 'application/vnd.api+json')).status).toBe(
      type.startsWith('application/json') ? 400 : 200,
    )
  },
)

describe('a required member of a response is written', () => {
  const owner = {
    type: 'object',
    required: ['name', 'team'],
    properties: { name: { type: 'string', examples: ['Ada'] }, team: { type: ['string', 'null'] } },
  }
  const start = (states: object = {}) =>
    startPublished(({ paths, components: { schemas, responses } }) => {
      const task = paths['/tasks/{task_id}'].get.responses[200].content['application/json'].schema
      const failure = responses.Failure.content['application/json'].schema
      const item = schemas.Results.items
      task.required = ['output', 'object', 'tries', 'owner']
      Object.assign(task.properties, { object: { const: 'task' }, tries: { type: 'integer', default: 1 }, owner })
      Object.assign(task.properties.output, { required: ['task_id', 'task_status', 'results'], ...states })
      item.required = ['url', 'b64_image', 'seed']
      item.properties.seed = { type: 'integer', examples: [7] }
      failure.required = ['code', 'message', 'param', 'trace']
      failure.properties.trace = { type: 'string', examples: ['t-1'] }
    })
  const submit = async (mock: Awaited<ReturnType<typeof start>>) => {
    const { json: submitted } = await mock.send(
      '/api/images',
      json({ input: { prompt: 'x' }, parameters: { async: true } }, { 'x-proofsheet-scenario': 'stuck-in-queue' }),
    )
    return submitted.output.task_id
  }

  test('in every state of a task: empty for a place of the dialect, and as the contract names it for any other', async () => {
    const mock = await start()
    const stuck = await submit(mock)
    const { json: queued } = await mock.send(`/api/tasks/${stuck}`)
    expect(queued).toEqual({
      output: { task_id: stuck, task_status: 'PENDING', results: [] },
      object: 'task',
      tries: 1,
      owner: { name: 'Ada', team: null },
    })
  })

  test('in each image, and in a refusal', async () => {
    const mock = await start()
    const { json: reply } = await mock.send('/api/images', json({ input: { prompt: 'x' } }))
    expect(reply.output.results).toEqual([{ url: expect.stringContaining('http'), b64_image: '', seed: 7 }])
    expect((await mock.send('/api/tasks/none')).json).toMatchObject({ code: 'TaskNotFound', param: '', trace: 't-1' })
  })

  test('or the folder is refused, where it is the code of a refusal that the dialect does not state', async () => {
    const folder = await publish(
      ({ components }) => {
        components.responses.Failure.content['application/json'].schema.required = ['code']
      },
      (dialect) => dialect.replace('badField: { status: 400, code: InvalidParameter }', 'badField: { status: 400 }'),
    )
    await expect(findProvider(folder)).rejects.toThrow(
      `/errors/causes/badField/code: missing, but the contract requires /code in responses with 400: add the code, fix /code in the envelope, or correct the schema in openapi.yaml`,
    )
  })

  test.each<[what: string, branches: object[], expected: object]>([
    ['that lacks the least', [{ required: ['place', 'cause'] }, { required: ['place'] }], { place: 0 }],
    ['that lacks nothing', [{ required: ['place'] }, { required: ['task_status'] }], {}],
  ])('of the branch of a choice %s', async (_what, anyOf, expected) => {
    const place = { place: { type: 'integer' }, cause: { type: 'string' } }
    const mock = await startPublished(({ paths }) => {
      const task = paths['/tasks/{task_id}'].get.responses[200].content['application/json'].schema
      task.properties.output.anyOf = anyOf
      Object.assign(task.properties.output.properties, place)
    })
    const { output } = (await mock.send(`/api/tasks/${await submit(mock)}`)).json
    expect(output).toEqual({ task_id: output.task_id, task_status: 'PENDING', ...expected })
  })

  test('of the branch of a choice that the state names', async () => {
    const branch = (word: string, ...required: string[]) => ({
      properties: { task_status: { const: word }, cause: { type: 'string' }, place: { type: 'integer' } },
      required,
    })
    const mock = await start({
      oneOf: [branch('PENDING', 'place'), branch('RUNNING', 'place'), branch('SUCCEEDED'), branch('FAILED', 'cause')],
    })
    const { json: queued } = await mock.send(`/api/tasks/${await submit(mock)}`)
    expect(queued.output).toMatchObject({ place: 0 })
    expect(queued.output).not.toHaveProperty('cause')
  })
})
