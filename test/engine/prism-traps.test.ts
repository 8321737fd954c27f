import { once } from 'node:events'
import { request as open } from 'node:http'
import { join } from 'node:path'
import { createInstance, getHttpOperationsFromSpec, type IHttpRequest, type IHttpResponse } from '@stoplight/prism-http'
import { isLeft, right } from 'fp-ts/lib/Either.js'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Node } from '../../src/contract/document.ts'
import { loadContract, readYaml } from '../../src/contract/load.ts'
import { shippedFolder } from '../../src/dialect/provider.ts'
import { compileOperation, prismOf } from '../../src/engine/validate/prism.ts'
import type { ContractFinding } from '../../src/engine/validate/validator.ts'
import { decode, drawImage } from '../support/images.ts'
import { form, json, startMock } from '../support/mock.ts'
import { type PrismCli, startPrismCli } from '../support/prism-cli.ts'

/*
 * Reasons for replacing parts of Prism. Each test pins a fault of the installed Prism, and the correct behaviour of the mock for
 * the same input. When a test fails after an update, Prism was repaired, and our replacement can be removed.
 */

const minute = 60_000
const dialect = { jsonSchemaDialect: 'https://json-schema.org/draft/2020-12/schema' }
const dimilinks = join(shippedFolder, 'dimilinks')

let mock: Awaited<ReturnType<typeof startMock>>
let png: Buffer
beforeAll(async () => {
  ;[mock, png] = await Promise.all([startMock(['dimilinks', 'openai'], { keys: ['sk-test'] }), drawImage('png')])
})

/** Creates a document with one operation, `POST /images`. */
const documentOf = (operation: object, more: object = {}): Node => ({
  openapi: '3.1.0',
  info: { title: 'traps', version: '1' },
  paths: { '/images': { post: { responses: { 200: { description: 'done' } }, ...operation } } },
  ...more,
})
const withBody = (type: string, schema: object) => ({ requestBody: { content: { [type]: { schema } } } })
const withJsonBody = (schema: object) => withBody('application/json', schema)
const withFormBody = (schema: object) => withBody('multipart/form-data', schema)

type PrismInput = Partial<Pick<IHttpRequest, 'headers' | 'body'>> & { path?: string; query?: Record<string, string> }

const jsonInput = (body: unknown, type = 'application/json'): PrismInput => ({
  // Prism ignores the type without a Content-Length.
  headers: { 'content-type': type, 'content-length': String(JSON.stringify(body).length) },
  body,
})

/** Reads a request as Prism's server does: any body as text. */
async function asText(init: RequestInit): Promise<PrismInput> {
  const request = new Request('http://prism.test', init)
  const body = await request.text()
  return { headers: { ...Object.fromEntries(request.headers), 'content-length': String(body.length) }, body }
}

const ignore = () => {}
const logger = { info: ignore, warn: ignore, error: ignore, debug: ignore, success: ignore, child: () => logger }

/** Returns the findings of an unchanged Prism in a request and in a fixed reply, which replaces the reply of Prism's mocker. */
async function askPrism(
  document: Node,
  prismInput: PrismInput = {},
  reply: IHttpResponse = { statusCode: 200, headers: {} },
) {
  // Prism accepts a parsed document as well as a path, although the type allows only a path.
  const operations = await getHttpOperationsFromSpec(document as unknown as string)
  let forwardedBody: unknown
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
        forwardedBody = input.data.body
        return () => right(reply)
      },
    },
  )
  const { path = '/images', query = {}, headers = {}, body } = prismInput
  const result = await instance.request({ method: 'post', url: { path, query }, headers, body }, operations)()
  if (isLeft(result)) throw result.left
  const { input, output } = result.right.validations
  const messagesOf = (findings: typeof input) => findings.map(({ message }) => message)
  return { request: messagesOf(input), response: messagesOf(output), forwardedBody }
}

/** Returns the findings of the mock's Prism in the same request. */
async function askOurs(document: Node, { headers = {}, body }: PrismInput): Promise<string[]> {
  const prism = prismOf({ document, operations: [] })
  let findings: readonly ContractFinding[] = []
  await prism.run(
    'POST /images',
    { method: 'POST', path: '/images', query: new URLSearchParams(), headers, body },
    true,
    async (input) => {
      findings = input
      return { status: 200, headers: {} }
    },
  )
  return findings.map(({ message }) => message)
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

  test('Prism keeps the last value of a repeated field; we keep all values', async () => {
    const twice: [string, string][] = [
      ['user', 'first'],
      ['user', 'second'],
    ]
    const user = (value: string) => documentOf(withFormBody({ type: 'object', properties: { user: { const: value } } }))
    expect((await askPrism(user('first'), await asText(form(twice)))).request).toEqual([
      'Request body property user must be equal to constant',
    ])
    expect((await askPrism(user('second'), await asText(form(twice)))).request).toEqual([])

    const nine = { anyOf: [{ type: 'string' }, { type: 'array', maxItems: 9 }] }
    const document = documentOf(withFormBody({ type: 'object', properties: { image: nine } }))
    expect((await askPrism(document, await asText(files('image', 10)))).request).toEqual([])

    expect((await edit(files('image', 9))).status).toBe(200)
    expect(await edit(files('image', 10))).toMatchObject({
      status: 400,
      json: { error: { message: expect.stringContaining('There are 10 references; the limit is 9.') } },
    })
  })

  test.each<[count: string, number]>([
    ['a file', 1],
    ['two files', 2],
  ])('Prism refuses the image[] of the published schema for %s; we accept the field', async (_count, count) => {
    const published = (await readYaml(join(dimilinks, 'openapi.yaml'))) as Node
    const { headers, body } = await asText(files('image[]', count))
    const prismInput = { path: '/images/edits', headers: { ...headers, authorization: 'Bearer sk-test' }, body }
    expect((await askPrism(published, prismInput)).request).toEqual(['Request body property image[] must be array'])

    expect((await edit(files('image[]', count))).status).toBe(200)
  })

  test('Prism decodes the percent signs of a form, which is not encoded; we keep them', async () => {
    const prismInput = await asText(form([['prompt', '100%25']]))
    const prompt = (value: string) =>
      documentOf(withFormBody({ type: 'object', properties: { prompt: { const: value } } }))
    expect((await askPrism(prompt('100%25'), prismInput)).request).toEqual([
      'Request body property prompt must be equal to constant',
    ])
    expect((await askPrism(prompt('100%'), prismInput)).request).toEqual([])

    const escapes = form([
      ['prompt', '%25%25%25%25'],
      ['image', png],
    ])
    // The mock counts one token for four characters, so twelve characters were read, not four.
    expect(await edit(escapes, 'openai')).toMatchObject({
      status: 200,
      json: { usage: { input_tokens_details: { text_tokens: 3 } } },
    })
  })
})

describe('schemas', () => {
  test.each<[keyword: string, schema: object, body: object, message: string]>([
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
    'Prism reads a 3.1 schema as draft-07 and ignores %s unless the document names 2020-12; our document names 2020-12',
    async (...row) => {
      const [, schema, body, message] = row
      const operation = withJsonBody({ type: 'object', ...schema })
      expect((await askPrism(documentOf(operation), jsonInput(body))).request).toEqual([])
      expect((await askPrism(documentOf(operation, dialect), jsonInput(body))).request).toEqual([message])

      expect(await askOurs(documentOf(operation), jsonInput(body))).toEqual([message])
    },
  )

  test.each<[what: string, schema: object, reason: string]>([
    ['an unknown type', { properties: { n: { type: 'int' } } }, 'type must be JSONType'],
    ['a broken pattern', { properties: { n: { pattern: '(' } } }, 'Invalid regular expression'],
    ['a misplaced required', { properties: { n: { required: true } } }, 'required value must be ["array"]'],
  ])('Prism validates nothing when a schema has %s; we refuse to start', async (_what, schema, reason) => {
    const broken = documentOf(withJsonBody({ type: 'object', required: ['prompt'], ...schema }))
    expect((await askPrism(broken, jsonInput({}))).request).toEqual([])
    const sound = documentOf(withJsonBody({ type: 'object', required: ['prompt'] }))
    expect((await askPrism(sound, jsonInput({}))).request).toEqual([
      "Request body must have required property 'prompt'",
    ])

    const pointer = '#/paths/~1images/post/requestBody/content/application~1json/schema'
    await expect(compileOperation(broken, { method: 'POST', path: '/images' })).rejects.toThrow(
      `the schema at ${pointer} of the contract can't be compiled: ${reason}`,
    )
  })

  test('Prism applies no defaults; we do', async () => {
    const operation = withJsonBody({
      type: 'object',
      properties: { output_format: { type: 'string', default: 'png' } },
    })
    expect((await askPrism(documentOf(operation, dialect), jsonInput({}))).forwardedBody).toEqual({})

    const { json: reply } = await mock.sendFor(minute, '/openai/v1/images/generations', json({ prompt: 'a cat' }))
    expect(reply).toMatchObject({ output_format: 'png', size: '1024x1024', data: [{ b64_json: expect.any(String) }] })
  })

  test('Prism accepts any text for format binary; we require a file', async () => {
    const image = (format: string) =>
      documentOf(withFormBody({ type: 'object', properties: { image: { type: 'string', format } } }), dialect)
    const text = form([
      ['prompt', 'a cat'],
      ['image', 'no image'],
    ])
    expect((await askPrism(image('uuid'), await asText(text))).request).toEqual([
      'Request body property image must match format "uuid"',
    ])
    expect((await askPrism(image('binary'), await asText(text))).request).toEqual([])

    expect(await edit(text)).toMatchObject({ status: 400, json: { error: { message: 'image must be a file.' } } })
  })

  test.each<[what: string, data: object[]]>([
    ['of a submit', []],
    ['with an image', [{ url: '/p/img/img_xxx/0?exp=1777166400000&sig=...', file_id: 'file_xxx' }]],
  ])(
    'Prism finds a violation of the published oneOf in the documented reply %s; the effective contract accepts the reply',
    async (_what, data) => {
      const documentedReply = {
        statusCode: 200,
        headers: { 'content-type': 'application/json' },
        body: { created: 1777080000, task_id: 'img_xxx', data },
      }
      const { headers, body } = jsonInput({ prompt: 'a cat' })
      const prismInput = { path: '/images/generations', headers: { ...headers, authorization: 'Bearer sk-test' }, body }
      const published = (await readYaml(join(dimilinks, 'openapi.yaml'))) as Node
      expect(await askPrism(published, prismInput, documentedReply)).toMatchObject({
        request: [],
        response: ['Response body must match exactly one schema in oneOf'],
      })

      const { document } = await loadContract(dimilinks)
      expect(await askPrism({ ...document, ...dialect }, prismInput, documentedReply)).toMatchObject({
        request: [],
        response: [],
      })
    },
  )
})

describe('keys', () => {
  const scheme = { components: { securitySchemes: { key: { type: 'http', scheme: 'bearer' } } } }
  const refused = ['Invalid security scheme used']

  test.each<[what: string, authorization: string, findings: string[], status: number]>([
    ['the key in the documented spelling', 'Bearer sk-test', [], 200],
    ['the key with bearer in lower case', 'bearer sk-test', refused, 200],
    ['an unknown key', 'Bearer sk-nobody', [], 401],
    ['no key', '', refused, 401],
  ])('Prism checks the spelling of the scheme and never the key; we check only the key: %s', async (...row) => {
    const [, authorization, findings, status] = row
    const document = documentOf({ security: [{ key: [] }] }, scheme)
    expect((await askPrism(document, { headers: { authorization } })).request).toEqual(findings)

    expect((await mock.send('/dimilinks/v1/models', { headers: { authorization } })).status).toBe(status)
  })

  test.each<[what: string, security: object[], headers: Record<string, string>, findings: string[]]>([
    ['[] passes without a key', [], {}, []],
    ['[{}] passes without a key', [{}], {}, []],
    ['[{}] is refused with a key', [{}], { authorization: 'Bearer sk-test' }, refused],
  ])(
    'Prism on an optional key: security %s; we leave keys to the dialect',
    async (_what, security, headers, findings) => {
      // The security of the operation replaces the security of the document.
      const document = documentOf({ security }, { ...scheme, security: [{ key: [] }] })
      expect((await askPrism(document, { headers })).request).toEqual(findings)

      expect(await askOurs(document, { headers })).toEqual([])
    },
  )
})

describe('types and names', () => {
  const document = documentOf(withJsonBody({ type: 'object', required: ['prompt'] }))
  const asJson = ["Request body must have required property 'prompt'"]

  test.each<[what: string, prismInput: PrismInput, findings: string[]]>([
    ['text/plain is not JSON', jsonInput({}, 'text/plain'), ['Supported content types: application/json']],
    ['any +json is JSON', jsonInput({}, 'application/vnd.any+json'), asJson],
    ['of unknown length, text/plain is JSON', { headers: { 'content-type': 'text/plain' }, body: {} }, asJson],
  ])('Prism on the type of a body: %s; we accept only application/json', async (_what, prismInput, findings) => {
    expect((await askPrism(document, prismInput)).request).toEqual(findings)

    const type = prismInput.headers?.['content-type'] ?? ''
    expect(await generate(json({ prompt: 'a cat' }, { 'content-type': type }))).toMatchObject({
      status: 400,
      json: { error: { message: `The body must be application/json, not ${type}.` } },
    })
  })

  test('with a +json type Prism would validate a form by the JSON schema beside it; our twin type prevents that', async () => {
    const both = { 'application/json': { schema: { required: ['images'] } }, 'application/x-form+json': { schema: {} } }
    expect(
      (await askPrism(documentOf({ requestBody: { content: both } }), jsonInput({}, 'application/x-form+json')))
        .request,
    ).toEqual(["Request body must have required property 'images'"])

    // This operation accepts `images` in JSON and `image` in a form.
    const fields: [string, string | Buffer][] = [
      ['prompt', 'a cat'],
      ['image', png],
    ]
    expect((await edit(form(fields), 'openai')).status).toBe(200)
  })

  test('Prism reads query names case-insensitively; we ignore ASYNC', async () => {
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

  test.each<[what: string, responses: object, body: unknown, findings: string[]]>([
    [
      'is refused when JSON is documented',
      { 200: { description: 'done', content: { 'application/json': { schema: { type: 'object' } } } } },
      { created: 1777080000 },
      ['The received media type "" does not match the one specified in the current response: application/json'],
    ],
    ['is not checked when no type is documented', { 200: { description: 'done' } }, { created: 1777080000 }, []],
  ])('a 2xx body without a Content-type %s by Prism; we send the type', async (_what, responses, body, findings) => {
    const reply = { statusCode: 200, headers: {}, body }
    expect((await askPrism(documentOf({ responses }), {}, reply)).response).toEqual(findings)

    const { headers } = await mock.send('/dimilinks/v1/models')
    expect(headers.get('content-type')).toBe('application/json')
  })
})

describe('the prism mock CLI', () => {
  const reply = { description: 'done', content: { 'application/json': { example: { object: 'example' } } } }
  const post = (content: object) => ({
    post: { requestBody: { required: true, content }, responses: { 200: reply, 404: reply } },
  })
  const image = { get: { responses: { 200: { description: 'an image', content: { 'image/png': { schema: {} } } } } } }
  const document = {
    openapi: '3.1.0',
    info: { title: 'traps', version: '1' },
    servers: [{ url: 'https://gateway.test/v1' }],
    paths: {
      '/models': { get: { responses: { 200: reply } } },
      '/image': image,
      '/images/generations': post({
        'application/json': { schema: { type: 'object', properties: { prompt: { type: 'string' } } } },
      }),
      '/images/edits': post({
        // First characters of the PNG signature when read as UTF-8.
        'multipart/form-data': { schema: { type: 'object', properties: { image: { pattern: '^\ufffdPNG' } } } },
      }),
    },
  }

  /** Creates a form whose second part is an image with the headers `headers`. */
  const rawForm = (...headers: string[]): RequestInit => {
    const head = `--b\r\nContent-Disposition: form-data; name="prompt"\r\n\r\na cat\r\n--b\r\n${headers.join('\r\n')}\r\n\r\n`
    const body = Buffer.concat([Buffer.from(head), png, Buffer.from('\r\n--b--\r\n')])
    return {
      method: 'POST',
      headers: { 'content-type': 'multipart/form-data; boundary=b' },
      body: Uint8Array.from(body),
    }
  }
  const fileHeader = (name: string) => `Content-Disposition: form-data; name="image"; filename="${name}"`
  const missingName = { error: { message: expect.stringContaining('A part of the form has no name.') } }
  const fatal: [what: string, headers: string[], expected: object][] = [
    ['a file name with a semicolon', [fileHeader('a;b.png'), 'Content-Type: image/png'], { status: 200 }],
    ['a file name with an equals sign', [fileHeader('a=b.png'), 'Content-Type: image/png'], { status: 200 }],
    ['a file without a Content-Type', [fileHeader('a.png')], { status: 200 }],
    ['a part without a name', ['Content-Disposition: form-data'], { status: 400, json: missingName }],
  ]

  let cli: PrismCli
  const processes = new Map<string, PrismCli>()
  beforeAll(async () => {
    const start = async (what: string) => processes.set(what, await startPrismCli(document))
    const all = [startPrismCli(document), ...fatal.map(([what]) => start(what))] as const
    ;[cli] = await Promise.all(all)
    // One minute, because five processes start, and another suite can start more at the same time.
  }, minute)
  afterAll(() => Promise.all([cli, ...processes.values()].map((process) => process?.stop())))

  const ask = (path: string, init?: RequestInit) => fetch(`${cli.url}${path}`, init)

  test('Prism ignores the path of the server; we serve under the path', async () => {
    expect((await ask('/v1/models')).status).toBe(404)
    expect((await ask('/models')).status).toBe(200)

    expect((await mock.send('/dimilinks/v1/models')).status).toBe(200)
  })

  test('Prism refuses bodies over 10 MB; we accept what the gateway accepts', async () => {
    // A decoder ignores the bytes after the end of the image.
    const image = Buffer.concat([png, Buffer.alloc(8 * 2 ** 20)]).toString('base64')
    const long = json({ prompt: 'a', image: `data:image/png;base64,${image}` })
    const refused = await ask('/images/generations', long)
    expect(refused.status).toBe(413)
    expect(await refused.json()).toMatchObject({ error: { message: 'Body exceeded 10mb limit' } })
    expect((await ask('/images/generations', json({ prompt: 'a' }))).status).toBe(200)

    expect((await generate(long, '?async=true')).status).toBe(200)
  })

  test('Prism reads a file as UTF-8 text; we read bytes', async () => {
    const prismInput = rawForm(fileHeader('a.png'), 'Content-Type: image/png')
    expect((await ask('/images/edits', prismInput)).status).toBe(200)
    expect(png.subarray(0, 4)).toEqual(Buffer.from([0x89, 0x50, 0x4e, 0x47]))

    expect((await edit(prismInput)).status).toBe(200)
  })

  test('Prism never responds to malformed JSON; we refuse the request', async () => {
    const malformed = '{"prompt": "a cat"'
    const headers = { 'content-type': 'application/json', 'content-length': malformed.length }
    const hanging = open(`${cli.url}/images/generations`, { method: 'POST', headers })
    let hasResponse = false
    hanging.on('response', () => {
      hasResponse = true
    })
    hanging.end(malformed)
    await once(hanging, 'finish')
    // Three later requests get responses; the first still waits.
    for (const prompt of ['one', 'two', 'three'])
      expect((await ask('/images/generations', json({ prompt }))).status).toBe(200)
    expect(hasResponse).toBe(false)
    hanging.on('error', ignore)
    await new Promise((resolve) => hanging.once('close', resolve).destroy())

    const refused = await generate({ method: 'POST', headers: { 'content-type': 'application/json' }, body: malformed })
    expect(refused).toMatchObject({
      status: 400,
      json: { error: { message: expect.stringMatching(/^The body is not valid JSON/) } },
    })
  })

  test("Prism ignores Prefer: respond-async, alone or beside Prism's own preferences; we create a task", async () => {
    const prefer = (tokens: string) => json({ prompt: 'a cat' }, { prefer: tokens })
    const alone = await ask('/images/generations', prefer('respond-async'))
    expect({ status: alone.status, body: await alone.json() }).toEqual({ status: 200, body: { object: 'example' } })
    expect((await ask('/images/generations', prefer('respond-async, code=404'))).status).toBe(404)

    // The clock does not run, so a synchronous generation would wait for ever.
    for (const tokens of ['respond-async', 'respond-async, code=404'])
      expect(await mock.send('/dimilinks/v1/images/generations', prefer(tokens))).toMatchObject({
        status: 200,
        json: { task_id: expect.stringMatching(/^img_/), data: [] },
      })
  })

  test('Prism cannot serve an image; we draw one', async () => {
    const refused = await ask('/image')
    expect(refused.status).toBe(500)
    expect(await refused.json()).toMatchObject({ title: 'Cannot find serializer for image/png' })

    const { json: generated } = await generate(json({ prompt: 'a cat' }))
    const { bytes } = await mock.send(generated.data[0].url)
    expect(await decode(bytes)).toMatchObject({ format: 'png', width: 1024, height: 1024 })
  })

  test.each(fatal)('%s ends the process; we respond', async (what, headers, expected) => {
    const cliProcess = processes.get(what) ?? expect.fail(`no process for ${what}`)
    const outcome = await fetch(`${cliProcess.url}/images/edits`, rawForm(...headers)).then(
      ({ status }) => `responded with ${status}`,
      () => 'no response',
    )
    expect(outcome).toBe('no response')
    expect(await cliProcess.ended).toBe(1)
    expect(cliProcess.output()).toMatch(/TypeError|SyntaxError/)
    expect(cliProcess.output()).toContain('parseMultipartFormDataParams')

    expect(await edit(rawForm(...headers))).toMatchObject(expected)
  })
})
