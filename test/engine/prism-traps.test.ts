import { once } from 'node:events'
import { request as open } from 'node:http'
import { join } from 'node:path'
import { createInstance, getHttpOperationsFromSpec, type IHttpRequest, type IHttpResponse } from '@stoplight/prism-http'
import { isLeft, right } from 'fp-ts/lib/Either.js'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Node } from '../../src/contract/document.ts'
import { loadContract, readYaml } from '../../src/contract/load.ts'
import { shippedFolder } from '../../src/dialect/provider.ts'
import { prismOf } from '../../src/engine/validate/prism.ts'
import type { ContractFinding } from '../../src/engine/validate/validator.ts'
import { form, json, startMock } from '../support/mock.ts'
import { decode, picture } from '../support/pictures.ts'
import { type PrismCli, startPrismCli } from '../support/prism-cli.ts'

/*
 * Why parts of Prism are replaced. Each test pins a fault of the installed Prism, and that our mock does right by the
 * same input. When one goes red after an update, Prism was repaired, and the part of ours may go.
 */

const minute = 60_000
const dialect = { jsonSchemaDialect: 'https://json-schema.org/draft/2020-12/schema' }
const dimilinks = join(shippedFolder, 'dimilinks')

let mock: Awaited<ReturnType<typeof startMock>>
let png: Buffer
beforeAll(async () => {
  ;[mock, png] = await Promise.all([startMock(['dimilinks', 'openai'], { keys: ['sk-test'] }), picture('png')])
})

/** A document with one operation, `POST /images`. */
const documentOf = (operation: object, more: object = {}): Node => ({
  openapi: '3.1.0',
  info: { title: 'traps', version: '1' },
  paths: { '/images': { post: { responses: { 200: { description: 'done' } }, ...operation } } },
  ...more,
})
const takes = (type: string, schema: object) => ({ requestBody: { content: { [type]: { schema } } } })
const takesJson = (schema: object) => takes('application/json', schema)
const takesForm = (schema: object) => takes('multipart/form-data', schema)

type Sent = Partial<Pick<IHttpRequest, 'headers' | 'body'>> & { path?: string; query?: Record<string, string> }

const sentJson = (body: unknown, type = 'application/json'): Sent => ({
  // Without a length Prism doesn't look at the type.
  headers: { 'content-type': type, 'content-length': String(JSON.stringify(body).length) },
  body,
})

/** A request of ours as Prism's server reads it: as text, whatever it is. */
async function asText(init: RequestInit): Promise<Sent> {
  const request = new Request('http://prism.test', init)
  const body = await request.text()
  return { headers: { ...Object.fromEntries(request.headers), 'content-length': String(body.length) }, body }
}

const quiet = () => {}
const logger = { info: quiet, warn: quiet, error: quiet, debug: quiet, success: quiet, child: () => logger }

/** Prism as it comes, but that a fixed reply stands for its mocker: what it finds in the request and in the reply. */
async function askPrism(document: Node, sent: Sent = {}, reply: IHttpResponse = { statusCode: 200, headers: {} }) {
  // Prism takes a parsed document as well as a path; its type says path only.
  const operations = await getHttpOperationsFromSpec(document as unknown as string)
  let handedOn: unknown
  const instance = createInstance(
    {
      isProxy: false,
      checkSecurity: true,
      validateRequest: true,
      validateResponse: true,
      errors: true,
      upstreamProxy: undefined,
      mock: { dynamic: false },
    },
    {
      logger: logger as never,
      mock: ({ input }) => {
        handedOn = input.data.body
        return () => right(reply)
      },
    },
  )
  const { path = '/images', query = {}, headers = {}, body } = sent
  const result = await instance.request({ method: 'post', url: { path, query }, headers, body }, operations)()
  if (isLeft(result)) throw result.left
  const { input, output } = result.right.validations
  const told = (findings: typeof input) => findings.map(({ message }) => message)
  return { request: told(input), response: told(output), handedOn }
}

/** The same document and request through our frame. */
async function askOurs(document: Node, { headers = {}, body }: Sent): Promise<string[]> {
  const prism = await prismOf({ document, operations: [] })
  let found: readonly ContractFinding[] = []
  await prism.run(
    'POST /images',
    { method: 'POST', path: '/images', query: new URLSearchParams(), headers, body },
    true,
    async (input) => {
      found = input
      return { status: 200, headers: {} }
    },
  )
  return found.map(({ message }) => message)
}

const edit = (init: RequestInit, provider = 'dimilinks') => mock.sendFor(minute, `/${provider}/v1/images/edits`, init)
const generate = (init: RequestInit, query = '') =>
  mock.sendFor(minute, `/dimilinks/v1/images/generations${query}`, init)

describe('forms', () => {
  const files = (name: string, count: number) =>
    form([
      ['prompt', 'a cat'],
      ...Array.from({ length: count }, (_, n): [string, File] => [name, new File([Uint8Array.from(png)], `${n}.png`)]),
    ])

  test('of a repeated field Prism keeps the last value; we count each', async () => {
    const twice: [string, string][] = [
      ['user', 'first'],
      ['user', 'second'],
    ]
    const user = (value: string) => documentOf(takesForm({ type: 'object', properties: { user: { const: value } } }))
    expect((await askPrism(user('first'), await asText(form(twice)))).request).toEqual([
      'Request body property user must be equal to constant',
    ])
    expect((await askPrism(user('second'), await asText(form(twice)))).request).toEqual([])

    const nine = { anyOf: [{ type: 'string' }, { type: 'array', maxItems: 9 }] }
    const document = documentOf(takesForm({ type: 'object', properties: { image: nine } }))
    expect((await askPrism(document, await asText(files('image', 10)))).request).toEqual([])

    expect((await edit(files('image', 9))).status).toBe(200)
    expect(await edit(files('image', 10))).toMatchObject({
      status: 400,
      json: { error: { message: expect.stringContaining('There are 10 reference pictures; the limit is 9.') } },
    })
  })

  test.each<[count: string, number]>([
    ['a file', 1],
    ['two files', 2],
  ])('the image[] of the published schema is refused by Prism for %s; we take it', async (_count, count) => {
    const published = (await readYaml(join(dimilinks, 'openapi.yaml'))) as Node
    const { headers, body } = await asText(files('image[]', count))
    const sent = { path: '/images/edits', headers: { ...headers, authorization: 'Bearer sk-test' }, body }
    expect((await askPrism(published, sent)).request).toEqual(['Request body property image[] must be array'])

    expect((await edit(files('image[]', count))).status).toBe(200)
  })

  test('Prism decodes the percent signs of a form, which is not encoded; we leave them', async () => {
    const sent = await asText(form([['prompt', '100%25']]))
    const prompt = (value: string) =>
      documentOf(takesForm({ type: 'object', properties: { prompt: { const: value } } }))
    expect((await askPrism(prompt('100%25'), sent)).request).toEqual([
      'Request body property prompt must be equal to constant',
    ])
    expect((await askPrism(prompt('100%'), sent)).request).toEqual([])

    const escapes = form([
      ['prompt', '%25%25%25%25'],
      ['image', png],
    ])
    // A token for four characters: twelve were read, not four.
    expect(await edit(escapes, 'openai')).toMatchObject({
      status: 200,
      json: { usage: { input_tokens_details: { text_tokens: 3 } } },
    })
  })
})

describe('schemas', () => {
  test.each<[keyword: string, schema: object, body: object, told: string]>([
    [
      'prefixItems',
      { properties: { size: { prefixItems: [{ type: 'integer' }] } } },
      { size: ['wide'] },
      'Request body property size.0 must be integer',
    ],
    [
      'unevaluatedProperties',
      { properties: { prompt: {} }, unevaluatedProperties: false },
      { promt: 'a cat' },
      "Request body must NOT have unevaluated properties: 'promt'",
    ],
    [
      'dependentRequired',
      { dependentRequired: { mask: ['image'] } },
      { mask: 'a' },
      'Request body must have property image when property mask is present',
    ],
  ])(
    'Prism reads a 3.1 schema as draft-07 and passes over %s unless the document names 2020-12; we name it',
    async (...row) => {
      const [, schema, body, told] = row
      const operation = takesJson({ type: 'object', ...schema })
      expect((await askPrism(documentOf(operation), sentJson(body))).request).toEqual([])
      expect((await askPrism(documentOf(operation, dialect), sentJson(body))).request).toEqual([told])

      expect(await askOurs(documentOf(operation), sentJson(body))).toEqual([told])
    },
  )

  test.each<[what: string, schema: object, why: string]>([
    ['an unknown type', { properties: { n: { type: 'int' } } }, 'type must be JSONType'],
    ['a broken pattern', { properties: { n: { pattern: '(' } } }, 'Invalid regular expression'],
    ['a misplaced required', { properties: { n: { required: true } } }, 'required value must be ["array"]'],
  ])('Prism validates nothing where a schema has %s; we refuse to start', async (_what, schema, why) => {
    const broken = documentOf(takesJson({ type: 'object', required: ['prompt'], ...schema }))
    expect((await askPrism(broken, sentJson({}))).request).toEqual([])
    const sound = documentOf(takesJson({ type: 'object', required: ['prompt'] }))
    expect((await askPrism(sound, sentJson({}))).request).toEqual(["Request body must have required property 'prompt'"])

    const at = '#/paths/~1images/post/requestBody/content/application~1json/schema'
    await expect(prismOf({ document: broken, operations: [] })).rejects.toThrow(
      `the schema at ${at} of the contract can't be compiled: ${why}`,
    )
  })

  test('Prism applies no default; we do', async () => {
    const operation = takesJson({ type: 'object', properties: { output_format: { type: 'string', default: 'png' } } })
    expect((await askPrism(documentOf(operation, dialect), sentJson({}))).handedOn).toEqual({})

    const { json: reply } = await mock.sendFor(minute, '/openai/v1/images/generations', json({ prompt: 'a cat' }))
    expect(reply).toMatchObject({ output_format: 'png', size: '1024x1024', data: [{ b64_json: expect.any(String) }] })
  })

  test('Prism takes any text for format binary; we want a file', async () => {
    const image = (format: string) =>
      documentOf(takesForm({ type: 'object', properties: { image: { type: 'string', format } } }), dialect)
    const text = form([
      ['prompt', 'a cat'],
      ['image', 'no picture'],
    ])
    expect((await askPrism(image('uuid'), await asText(text))).request).toEqual([
      'Request body property image must match format "uuid"',
    ])
    expect((await askPrism(image('binary'), await asText(text))).request).toEqual([])

    expect(await edit(text)).toMatchObject({ status: 400, json: { error: { message: 'image must be a file.' } } })
  })

  test.each<[what: string, data: object[]]>([
    ['of a submit', []],
    ['with a picture', [{ url: '/p/img/img_xxx/0?exp=1777166400000&sig=...', file_id: 'file_xxx' }]],
  ])(
    'the published oneOf makes Prism flag the printed reply %s; the effective contract passes it',
    async (_what, data) => {
      const printed = {
        statusCode: 200,
        headers: { 'content-type': 'application/json' },
        body: { created: 1777080000, task_id: 'img_xxx', data },
      }
      const { headers, body } = sentJson({ prompt: 'a cat' })
      const sent = { path: '/images/generations', headers: { ...headers, authorization: 'Bearer sk-test' }, body }
      const published = (await readYaml(join(dimilinks, 'openapi.yaml'))) as Node
      expect(await askPrism(published, sent, printed)).toMatchObject({
        request: [],
        response: ['Response body must match exactly one schema in oneOf'],
      })

      const { document } = await loadContract(dimilinks)
      expect(await askPrism({ ...document, ...dialect }, sent, printed)).toMatchObject({ request: [], response: [] })
    },
  )
})

describe('keys', () => {
  const scheme = { components: { securitySchemes: { key: { type: 'http', scheme: 'bearer' } } } }
  const refused = ['Invalid security scheme used']

  test.each<[what: string, authorization: string, found: string[], ours: number]>([
    ['the key in the printed spelling', 'Bearer sk-test', [], 200],
    ['the key with bearer in lower case', 'bearer sk-test', refused, 200],
    ['a key that nobody has', 'Bearer sk-nobody', [], 401],
    ['no key', '', refused, 401],
  ])('Prism looks at the spelling of the scheme and never at the key, we the other way round: %s', async (...row) => {
    const [, authorization, found, ours] = row
    const document = documentOf({ security: [{ key: [] }] }, scheme)
    expect((await askPrism(document, { headers: { authorization } })).request).toEqual(found)

    expect((await mock.send('/dimilinks/v1/models', { headers: { authorization } })).status).toBe(ours)
  })

  test.each<[what: string, security: object[], headers: Record<string, string>, found: string[]]>([
    ['[] passes without a key', [], {}, []],
    ['[{}] passes without a key', [{}], {}, []],
    ['[{}] is refused with a key', [{}], { authorization: 'Bearer sk-test' }, refused],
  ])('Prism on an optional key: security %s; we leave keys to the dialect', async (_what, security, headers, found) => {
    // The operation's own word replaces that of the document.
    const document = documentOf({ security }, { ...scheme, security: [{ key: [] }] })
    expect((await askPrism(document, { headers })).request).toEqual(found)

    expect(await askOurs(document, { headers })).toEqual([])
  })
})

describe('types and names', () => {
  const document = documentOf(takesJson({ type: 'object', required: ['prompt'] }))
  const asJson = ["Request body must have required property 'prompt'"]

  test.each<[what: string, sent: Sent, found: string[]]>([
    ['text/plain is no JSON', sentJson({}, 'text/plain'), ['Supported content types: application/json']],
    ['any +json is JSON', sentJson({}, 'application/vnd.any+json'), asJson],
    ['of unknown length, text/plain is JSON', { headers: { 'content-type': 'text/plain' }, body: {} }, asJson],
  ])('Prism on the type of a body: %s; we take application/json only', async (_what, sent, found) => {
    expect((await askPrism(document, sent)).request).toEqual(found)

    const type = sent.headers?.['content-type'] ?? ''
    expect(await generate(json({ prompt: 'a cat' }, { 'content-type': type }))).toMatchObject({
      status: 400,
      json: { error: { message: `The body must be application/json, not ${type}.` } },
    })
  })

  test('with a +json type Prism would judge a form by the JSON schema beside it; the twin of ours has none', async () => {
    const both = { 'application/json': { schema: { required: ['images'] } }, 'application/x-form+json': { schema: {} } }
    expect(
      (await askPrism(documentOf({ requestBody: { content: both } }), sentJson({}, 'application/x-form+json'))).request,
    ).toEqual(["Request body must have required property 'images'"])

    // This operation takes both: images in JSON, image in a form.
    const fields: [string, string | Buffer][] = [
      ['prompt', 'a cat'],
      ['image', png],
    ]
    expect((await edit(form(fields), 'openai')).status).toBe(200)
  })

  test('Prism reads query names without case; we leave ASYNC to mean nothing', async () => {
    const parameters = [{ name: 'async', in: 'query', schema: { type: 'boolean' } }]
    expect((await askPrism(documentOf({ parameters }), { query: { ASYNC: 'maybe' } })).request).toEqual([
      'Request query parameter async must be boolean',
    ])

    for (const query of ['?ASYNC=maybe', '?ASYNC=true'])
      expect(await generate(json({ prompt: 'a cat' }), query)).toMatchObject({
        status: 200,
        json: { data: [{ url: expect.stringMatching(/^\/p\/img\//) }] },
      })
  })

  test.each<[what: string, responses: object, body: unknown, found: string[]]>([
    [
      'is refused where JSON is documented',
      { 200: { description: 'done', content: { 'application/json': { schema: { type: 'object' } } } } },
      { created: 1777080000 },
      ['The received media type "" does not match the one specified in the current response: application/json'],
    ],
    ['is never looked at where none is documented', { 200: { description: 'done' } }, { created: 1777080000 }, []],
  ])('a 2xx body without a Content-type %s by Prism; we send the type', async (_what, responses, body, found) => {
    const reply = { statusCode: 200, headers: {}, body }
    expect((await askPrism(documentOf({ responses }), {}, reply)).response).toEqual(found)

    const { headers } = await mock.send('/dimilinks/v1/models')
    expect(headers.get('content-type')).toBe('application/json')
  })
})

describe('the prism mock CLI', () => {
  const reply = { description: 'done', content: { 'application/json': { example: { object: 'example' } } } }
  const post = (content: object) => ({
    post: { requestBody: { required: true, content }, responses: { 200: reply, 404: reply } },
  })
  const image = { get: { responses: { 200: { description: 'a picture', content: { 'image/png': { schema: {} } } } } } }
  const document = {
    openapi: '3.1.0',
    info: { title: 'traps', version: '1' },
    servers: [{ url: 'https://gateway.test/v1' }],
    paths: {
      '/models': { get: { responses: { 200: reply } } },
      '/picture': image,
      '/images/generations': post({
        'application/json': { schema: { type: 'object', properties: { prompt: { type: 'string' } } } },
      }),
      '/images/edits': post({
        // What the PNG signature starts with, once read as UTF-8.
        'multipart/form-data': { schema: { type: 'object', properties: { image: { pattern: '^\ufffdPNG' } } } },
      }),
    },
  }

  /** A form whose second part is a picture under the headers given. */
  const rawForm = (...headers: string[]): RequestInit => {
    const head = `--b\r\nContent-Disposition: form-data; name="prompt"\r\n\r\na cat\r\n--b\r\n${headers.join('\r\n')}\r\n\r\n`
    const body = Buffer.concat([Buffer.from(head), png, Buffer.from('\r\n--b--\r\n')])
    return {
      method: 'POST',
      headers: { 'content-type': 'multipart/form-data; boundary=b' },
      body: Uint8Array.from(body),
    }
  }
  const named = (name: string) => `Content-Disposition: form-data; name="image"; filename="${name}"`
  const nameless = { error: { message: expect.stringContaining('A part of the form has no name.') } }
  const deadly: [what: string, headers: string[], ours: object][] = [
    ['a file name with a semicolon', [named('a;b.png'), 'Content-Type: image/png'], { status: 200 }],
    ['a file name with an equals sign', [named('a=b.png'), 'Content-Type: image/png'], { status: 200 }],
    ['a file without a Content-Type', [named('a.png')], { status: 200 }],
    ['a part without a name', ['Content-Disposition: form-data'], { status: 400, json: nameless }],
  ]

  let cli: PrismCli
  const victims = new Map<string, PrismCli>()
  beforeAll(async () => {
    const start = async (what: string) => victims.set(what, await startPrismCli(document))
    const all = [startPrismCli(document), ...deadly.map(([what]) => start(what))] as const
    ;[cli] = await Promise.all(all)
    // A minute, since five processes start and another suite may start some more beside them.
  }, minute)
  afterAll(() => Promise.all([cli, ...victims.values()].map((each) => each?.stop())))

  const ask = (path: string, init?: RequestInit) => fetch(`${cli.url}${path}`, init)

  test('the path of the server is not honoured; we serve under it', async () => {
    expect((await ask('/v1/models')).status).toBe(404)
    expect((await ask('/models')).status).toBe(200)

    expect((await mock.send('/dimilinks/v1/models')).status).toBe(200)
  })

  test('a body ends at 10 MB; we take what the gateway takes', async () => {
    const long = json({ prompt: 'a', note: 'a'.repeat(10 * 2 ** 20) })
    const refused = await ask('/images/generations', long)
    expect(refused.status).toBe(413)
    expect(await refused.json()).toMatchObject({ error: { message: 'Body exceeded 10mb limit' } })
    expect((await ask('/images/generations', json({ prompt: 'a' }))).status).toBe(200)

    expect((await generate(long, '?async=true')).status).toBe(200)
  })

  test('a file is read as UTF-8 text; we read bytes', async () => {
    const sent = rawForm(named('a.png'), 'Content-Type: image/png')
    expect((await ask('/images/edits', sent)).status).toBe(200)
    expect(png.subarray(0, 4)).toEqual(Buffer.from([0x89, 0x50, 0x4e, 0x47]))

    expect((await edit(sent)).status).toBe(200)
  })

  test('malformed JSON is never answered; we refuse it', async () => {
    const malformed = '{"prompt": "a cat"'
    const headers = { 'content-type': 'application/json', 'content-length': malformed.length }
    const hanging = open(`${cli.url}/images/generations`, { method: 'POST', headers })
    let answered = false
    hanging.on('response', () => {
      answered = true
    })
    hanging.end(malformed)
    await once(hanging, 'finish')
    // Three later requests come and go; the first still waits.
    for (const prompt of ['one', 'two', 'three'])
      expect((await ask('/images/generations', json({ prompt }))).status).toBe(200)
    expect(answered).toBe(false)
    hanging.on('error', quiet)
    await new Promise((resolve) => hanging.once('close', resolve).destroy())

    const refused = await generate({ method: 'POST', headers: { 'content-type': 'application/json' }, body: malformed })
    expect(refused).toMatchObject({
      status: 400,
      json: { error: { message: expect.stringMatching(/^The body is not valid JSON/) } },
    })
  })

  test("Prefer: respond-async means nothing, alone or beside Prism's own wishes; we accept the task", async () => {
    const prefer = (tokens: string) => json({ prompt: 'a cat' }, { prefer: tokens })
    const alone = await ask('/images/generations', prefer('respond-async'))
    expect({ status: alone.status, body: await alone.json() }).toEqual({ status: 200, body: { object: 'example' } })
    expect((await ask('/images/generations', prefer('respond-async, code=404'))).status).toBe(404)

    // The clock stands: a synchronous generation would wait for ever.
    for (const tokens of ['respond-async', 'respond-async, code=404'])
      expect(await mock.send('/dimilinks/v1/images/generations', prefer(tokens))).toMatchObject({
        status: 200,
        json: { task_id: expect.stringMatching(/^img_/), data: [] },
      })
  })

  test("a picture can't be served; we draw one", async () => {
    const refused = await ask('/picture')
    expect(refused.status).toBe(500)
    expect(await refused.json()).toMatchObject({ title: 'Cannot find serializer for image/png' })

    const { json: made } = await generate(json({ prompt: 'a cat' }))
    const { bytes } = await mock.send(made.data[0].url)
    expect(await decode(bytes)).toMatchObject({ format: 'png', width: 1024, height: 1024 })
  })

  test.each(deadly)('%s ends the process; we answer', async (what, headers, ours) => {
    const victim = victims.get(what) ?? expect.fail(`no process for ${what}`)
    const outcome = await fetch(`${victim.url}/images/edits`, rawForm(...headers)).then(
      ({ status }) => `answered with ${status}`,
      () => 'no answer',
    )
    expect(outcome).toBe('no answer')
    expect(await victim.ended).toBe(1)
    expect(victim.output()).toMatch(/TypeError|SyntaxError/)
    expect(victim.output()).toContain('parseMultipartFormDataParams')

    expect(await edit(rawForm(...headers))).toMatchObject(ours)
  })
})
