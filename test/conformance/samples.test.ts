import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { stringify } from 'yaml'
import { askSamples } from '../../src/cli/parts/ask-samples.ts'
import { writeDialect } from '../../src/cli/parts/write-dialect.ts'
import { describeDocument } from '../../src/conformance/samples/describe-document.ts'
import { describeSamples, type Samples } from '../../src/conformance/samples/describe-samples.ts'
import { verify } from '../../src/conformance/verify.ts'
import { loadProvider, type Provider } from '../../src/dialect/provider.ts'
import { createMock } from '../../src/engine/mock.ts'
import { createManualClock } from '../../src/time/clock.ts'
import { decode } from '../support/images.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'proofsheet-samples-'))
})
afterAll(() => rm(folder, { recursive: true }))

/** Samples of gateways, as their documents print them. */
const gateways: Record<string, Samples> = {
  // Nested replies with a code, a link of another path, and a number as the code of errors.
  predictions: {
    curl: `curl -X POST https://api.predict.example/api/v1/model/generateImage \\
  -H "Authorization: Bearer $PREDICT_API_KEY" -H "Content-Type: application/json" \\
  -d '{"model": "vendor/model-2/text-to-image", "prompt": "a fox", "width": 1024, "height": 1024, "num_inference_steps": 20}'`,
    submit:
      '{"code": 200, "data": {"id": "prediction_abc123", "status": "starting", "urls": {"get": "https://api.predict.example/api/v1/model/prediction/prediction_abc123"}}}',
    poll: `GET https://api.predict.example/api/v1/model/prediction/prediction_abc123

{"code": 200, "data": {"id": "prediction_abc123", "status": "completed", "outputs": ["https://cdn.predict.example/a.png"], "error": "", "metrics": {"seconds": 3.2}}}`,
    error: 'HTTP/2 401\ncontent-type: application/json\n\n{"code": 401, "message": "invalid api key"}\n',
  },
  // Empty members beside the image, and a refusal whose code says more than its status.
  relay: {
    curl: `curl http://localhost:3000/v1/images/generations -H "Authorization: Bearer sk-xxx" -d '{
      "model": "model-1", "prompt": "A cute baby sea otter", "n": 1, "size": "1024x1024", "quality": "high", "response_format": "url" }'`,
    submit:
      '{"created": 1713833628, "data": [{"url": "https://files.example/a.png", "b64_json": "", "revised_prompt": ""}]}',
    error:
      'HTTP/1.1 403 Forbidden\r\n\r\n{"error":{"message":"quota","type":"relay_error","param":"","code":"insufficient_user_quota"}}',
  },
  // A key in a header of its own, times as text, and a reply inside the poll.
  jobs: {
    curl: `curl -X POST 'http://localhost:8080/v1/async/images/generations' -H 'x-vk: sk-your-virtual-key' --json '{"model":"vendor/model-1","prompt":"a fox","n":1,"size":"1024x1024","fallbacks":[{"provider":"other","model":"model-3"}]}'`,
    submit:
      'HTTP/1.1 202 Accepted\n\n{"id":"3fa85f64-5717-4562-b3fc-2c963f66afa6","status":"pending","created_at":"2026-02-19T08:10:17.831Z"}',
    poll: '{"id":"3fa85f64-5717-4562-b3fc-2c963f66afa6","status":"completed","completed_at":"2026-02-19T08:10:27.831Z","status_code":200,"result":{"created":1771488627,"data":[{"url":"https://files.example/a.png","index":0}]}}',
    error: 'HTTP/1.1 401 Unauthorized\n\n{"type":"virtual_key_required","error":{"message":"virtual key is required"}}',
  },
  // One image alone as base64 text, and nested fields with reference images.
  single: {
    curl: `curl https://one.example/paint -H 'api-key: KEY' -d '{"input": {"prompt": "a fox", "images": [{"type": "photo", "url": "https://a.example/b.png"}]}, "parameters": {"seed": 1}}'`,
    submit: '{"image": "iVBORw0KGgo=", "seed": 1}',
  },
  // A task named by a parameter, another id in each sample, one word for every task under way, and placeholders of documents.
  query: {
    curl: `curl --request POST --url https://query.example/api/v1/image-generation --header 'Authorization: Bearer <token>' --data '{"model": "m-1", "prompt": "a fox", "quality": "1K", "size": "3x2"}'`,
    submit:
      '{"code": 0, "data": {"task_id": "cb6111cf-e89f-4978-b8e3-aa59c21cceff", "status": "processing", "price": 0.074}, "msg": "success"}',
    poll: `curl --request GET --url 'https://query.example/api/v1/query/image-generation?task_id=aurora_xyz789'

{"code": 0, "data": {"task_id": "aurora_xyz789", "status": "Success", "output_images": ["https://cdn.query.example/1.png"], "msg": "<string>"}, "message": "success"}`,
  },
  // Images under names of the gateway's own, one alone and a list.
  own: {
    curl: `curl https://own.example/v1/images/generations -H 'Authorization: Bearer $KEY' -d '{"prompt": "a fox", "imageDataUrl": "data:image/png;base64,iVBORw0KGgo...", "imageDataUrls": ["data:image/png;base64,iVBORw0KGgo..."], "maskDataUrl": "data:image/png;base64,iVBORw0KGgo..."}'`,
    submit: '{"data": [{"b64_json": "iVBORw0KGgo="}]}',
  },
  // Numbers for states, one image alone beside the reference image, and times as text.
  flags: {
    curl: `curl -X POST 'https://flags.example/api/v1/generate' -H 'Authorization: Bearer YOUR_API_KEY' -d '{"prompt": "a fox", "aspectRatio": "16:9"}'`,
    submit: '{"code": 200, "msg": "success", "data": {"taskId": "task12345"}}',
    poll: `GET https://flags.example/api/v1/record-info?taskId=YOUR_TASK_ID

{"code": 200, "msg": "success", "data": {"taskId": "task12345", "completeTime": "2024-03-20T10:30:00Z", "response": {"originImageUrl": "https://flags.example/a.jpg", "resultImageUrl": "https://flags.example/b.jpg"}, "successFlag": 1, "errorMessage": ""}}`,
  },
  // A placeholder as id, a shortened UUID, a separator of sizes, and words with one start.
  stars: {
    curl: `curl 'https://stars.example/v3/async/txt2img' --header 'Authorization: Bearer {{API Key}}' --data '{"prompt": "a fox", "size": "1024*1024"}'`,
    submit: '{"task_id": "{Returned Task ID}"}',
    poll: `curl 'https://stars.example/v3/async/task-result?task_id={{Task-ID}}'

{"task": {"task_id": "830d9c90-d53f-4c5a-8009-xxx", "status": "TASK_STATUS_SUCCEED"}, "images": [{"image_url": "https://cdn.stars.example/a.png"}]}`,
  },
  // Placeholders where the image stands.
  printed: {
    curl: `curl --url https://printed.example/v1/images/generations --header 'Authorization: Bearer <token>' --data '{"model": "m-1", "prompt": "a fox", "image_size": "1024x1024", "batch_size": 1}'`,
    submit: '{"model": "m-1", "images": [{"url": "<string>"}], "timings": {"inference": 123}, "seed": 123}',
  },
  // A switch with a name of its own, an empty list of reference images, and no reply to a poll.
  switch: {
    curl: `curl https://switch.example/v1/images/generations -H 'Authorization: Bearer KEY' -d '{"model": "m-1", "prompt": "a fox", "image_urls": [], "async_mode": true}'`,
    submit: '{"task_id": "img_202512301327_4d50e7c6", "status": "pending", "message": null, "created_at": 1767072426}',
  },
  // A key in the query, of both requests.
  keyed: {
    curl: `curl 'https://keyed.example/v1/paint?key=live-4711&version=2' -H 'Content-Type: application/json' -d '{"prompt": "a fox"}'`,
    submit: '{"id": "job_4d50e7c6", "status": "waiting"}',
    poll: `GET https://keyed.example/v1/jobs?key=$KEY&job=job_4d50e7c6

{"id": "job_4d50e7c6", "status": "ready", "url": "https://cdn.keyed.example/a.png"}`,
  },
  // Images inside a text that is JSON.
  text: {
    curl: `curl https://text.example/api/v1/jobs/createTask -H 'Authorization: Bearer KEY' -d '{"model": "m-1", "input": {"prompt": "a fox"}}'`,
    submit: '{"code": 200, "msg": "success", "data": {"taskId": "task_12345678"}}',
    poll: `GET https://text.example/api/v1/jobs/recordInfo?taskId=task_12345678

{"code": 200, "msg": "success", "data": {"taskId": "task_12345678", "state": "success", "param": "{\\"input\\":{\\"prompt\\":\\"a fox\\"}}", "resultJson": "{\\"resultUrls\\":[\\"https://files.text.example/a.png\\"]}", "failMsg": ""}}`,
  },
  // An id under a name of its own that only the URL of the poll shows, a reason under a name of its own, and a key without a scheme.
  tickets: {
    curl: `curl 'https://tickets.example/api/paint/start?mode=queue' -H 'X-Tickets-Token: live-4711' -d '{"engine": "m-1", "text": "a fox", "canvas": {"w": 1024, "h": 768}, "howMany": 2, "fileType": "webp"}'`,
    submit: '{"ok": true, "result": {"ticket": "tk-4f9a0c21", "phase": "PENDING", "eta": 12}}',
    poll: `GET https://tickets.example/api/paint/ticket/tk-4f9a0c21

{"ok": true, "result": {"ticket": "tk-4f9a0c21", "phase": "READY", "pct": 100, "outputs": [{"href": "https://img.tickets.example/0.webp", "w": 1024}]}}`,
    error:
      'HTTP/2 422\n\n{"ok": false, "fault": {"kind": "E_BAD_FIELD", "why": "howMany must be 1..6", "field": "howMany"}}',
  },
  // A form with a file.
  form: {
    curl: "curl https://form.example/v1/images/edits -H 'Authorization: Bearer $KEY' -F prompt='a fox' -F model=m-1 -F image=@fox.png -F mask=@mask.png",
    submit: '{"data": [{"b64_json": "iVBORw0KGgo"}]}',
  },
}

describe.each(Object.entries(gateways))('samples of %s', (id, samples) => {
  test('give a folder that loads, and whose mock makes the image and agrees with the dialect', async () => {
    const { violations, deviations, images } = await verifyMock(await write(id, describeSamples(id, samples)))
    expect(violations).toEqual([])
    expect(deviations).toEqual([])
    expect(images).toBe('conforms')
  })
})

test('a key in the query is a place of the key, and stays out of the files', () => {
  const { dialect, document } = describeSamples('keyed', gateways.keyed as Samples)
  expect(dialect.auth).toEqual({ in: 'query', name: 'key' })
  expect(dialect.tasks?.polls?.task).toMatchObject({ at: 'GET /v1/jobs', id: { in: 'query', name: 'job' } })
  expect(document).toMatchObject({
    components: { securitySchemes: { key: { type: 'apiKey', in: 'query', name: 'key' } } },
    paths: { '/v1/paint': { post: { parameters: [{ name: 'version', example: '2' }] } } },
  })
  expect(JSON.stringify([dialect, document])).not.toContain('live-4711')
})

test('the dialect has what the samples show, and the key is not kept', async () => {
  const { dialect, document, guesses, leftOut } = describeSamples('predictions', gateways.predictions as Samples)
  expect(dialect).toMatchObject({
    origins: ['https://api.predict.example'],
    operations: { generate: { at: 'POST /api/v1/model/generateImage', does: 'generate' } },
    fields: { prompt: { names: ['prompt'] }, width: { names: ['width'] }, height: { names: ['height'] } },
    async: {
      submit: {
        status: 200,
        lens: { id: '/data/id' },
        fixed: { '/code': 200, '/data/status': 'starting', '/data/urls/get': '{poll}' },
      },
    },
    tasks: {
      id: 'prediction_{base62:24}',
      polls: {
        task: {
          at: 'GET /api/v1/model/prediction/{id}',
          lens: { id: '/data/id', state: '/data/status', items: '/data/outputs', errorText: '/data/error' },
          states: { queued: 'starting', succeeded: 'completed' },
        },
      },
    },
    results: { item: { url: '' } },
    errors: { causes: { wrongKey: { status: 401, code: 401 } } },
  })
  expect(guesses).toEqual([
    '/tasks/polls/task/states/running: processing is a guess',
    '/tasks/polls/task/states/failed: failed is a guess',
  ])
  expect(leftOut).toEqual(['request: /num_inference_steps', 'poll: /data/metrics/seconds'])
  expect(JSON.stringify(document)).toContain('"num_inference_steps":20')
  expect(JSON.stringify([dialect, document])).not.toContain('PREDICT_API_KEY')
  expect(describeSamples('relay', gateways.relay as Samples).dialect.errors?.causes).toMatchObject({
    noBalance: { status: 403, code: 'insufficient_user_quota', type: 'relay_error' },
  })
  const jobs = describeSamples('jobs', gateways.jobs as Samples).dialect
  expect(jobs.auth).toEqual({ name: 'x-vk', scheme: '' })
  expect(jobs.async?.submit).toMatchObject({ lens: { createdAt: '/created_at' }, time: 'iso8601' })
  expect(jobs.tasks?.polls?.task).toMatchObject({ lens: { completedAt: '/completed_at' }, time: 'iso8601' })
})

test('the value in the URL of the poll is the id of the task, whatever its name is', () => {
  const { dialect, guesses } = describeSamples('tickets', gateways.tickets as Samples)
  expect(dialect.async?.submit.lens).toEqual({ id: '/result/ticket' })
  expect(dialect.tasks?.id).toBe('tk-{hex:24}')
  expect(dialect.tasks?.polls?.task).toMatchObject({
    at: 'GET /api/paint/ticket/{id}',
    lens: { id: '/result/ticket', state: '/result/phase', items: '/result/outputs' },
  })
  expect(guesses).toEqual([
    '/tasks/polls/task/states/running: IN_PROGRESS is a guess',
    '/tasks/polls/task/states/failed: FAILED is a guess',
  ])
})

/** Places of the id that samples of a task show. */
const idsIn = (submit: string, poll: string) => {
  const { dialect, guesses } = describeSamples('x', {
    curl: `curl https://x.example/v1/paint -H 'Authorization: Bearer KEY' -d '{"prompt": "a fox"}'`,
    submit,
    poll,
    error: '{"message": "no"}',
  })
  const task = dialect.tasks?.polls?.task
  return [dialect.async?.submit.lens.id, task?.lens.id, task?.at, ...guesses.filter((guess) => guess.includes('id of'))]
}

test.each([
  [
    'a name of an id that the URL does not hold',
    '{"id": "request-1", "handle": "h-2"}',
    'GET /v1/paint/h-2\n\n{"state": "done", "id": "other"}',
    ['/handle', '/handle', 'GET /v1/paint/{id}'],
  ],
  [
    'a word that both URLs hold',
    '{"kind": "paint", "handle": "h-2"}',
    'GET /v1/paint/h-2/state\n\n{"state": "done"}',
    ['/handle', '/handle', 'GET /v1/paint/{id}/state'],
  ],
  [
    'a number',
    '{"handle": 4711, "state": "new"}',
    'GET /v1/paint/4711\n\n{"handle": 4711, "state": "done"}',
    ['/handle', '/handle', 'GET /v1/paint/{id}'],
  ],
  [
    'another id in each sample',
    '{"handle": "h-1", "state": "new"}',
    'GET /v1/paint/h-2\n\n{"data": {"handle": "h-2", "state": "done"}}',
    ['/handle', '/data/handle', 'GET /v1/paint/{id}'],
  ],
  [
    'a poll without its URL',
    '{"handle": "h-4f9a0c21", "state": "new"}',
    '{"data": {"handle": "h-4f9a0c21", "state": "done"}}',
    ['/handle', '/data/handle', 'GET /v1/paint/{id}'],
  ],
  [
    'no id',
    '{"state": "new"}',
    'GET /v1/paint/h-2\n\n{"state": "done"}',
    [
      '/id',
      '/id',
      'GET /v1/paint/{id}',
      '/async/submit/lens/id: the id of the task was not found, /id is a guess',
      '/tasks/polls/task/at: the request shows no id of a task, the last part of the path is a guess',
    ],
  ],
])('the id of a task: %s', (_name, submit, poll, expected) => {
  expect(idsIn(submit, poll)).toEqual(expected)
})

test('the members of the request that the dialect does not describe are listed, without the key', () => {
  expect(describeSamples('tickets', gateways.tickets as Samples).leftOut).toEqual([
    'request: mode of the query',
    'request: /engine',
    'request: /fileType',
    'request: /canvas/w',
    'request: /canvas/h',
    'submit: /result/eta',
    'poll: /result/pct',
    'poll: /result/outputs/0/w',
  ])
  const leftOf = (id: string) => describeSamples(id, gateways[id] as Samples).leftOut
  expect(leftOf('keyed')).toEqual(['request: version of the query'])
  expect(leftOf('single')).toEqual(['request: /parameters/seed', 'submit: /seed'])
  // A switch, a mask, reference images and files are described.
  expect(['switch', 'own', 'form'].flatMap(leftOf).filter((member) => member.startsWith('request'))).toEqual([])
})

test('the only sentence of an error is its message, a flag is the same in each error, and a key without a scheme has one space', async () => {
  const { dialect, document, guesses } = describeSamples('tickets', gateways.tickets as Samples)
  expect(dialect.errors?.envelopes?.default).toEqual({
    lens: { message: '/fault/why', type: '/fault/kind', param: '/fault/field' },
    fixed: { '/ok': false },
  })
  const mock = await createMock({ providers: [await write('tickets', { dialect, document, guesses })], atRoot: true })
  const reply = await mock.fetch(
    new Request('http://localhost/api/paint/start?mode=queue', { method: 'POST', body: '{}' }),
  )
  expect(await reply.json()).toEqual({
    ok: false,
    fault: { why: 'The API key is missing: send the header X-Tickets-Token: KEY.', kind: 'invalid_api_key' },
  })
})

test('a task is polled by the parameter that holds its id, and words that no sample shows are written as those that one shows', () => {
  const { dialect, guesses } = describeSamples('query', gateways.query as Samples)
  expect(dialect.tasks?.polls?.task).toMatchObject({
    at: 'GET /api/v1/query/image-generation',
    id: { in: 'query', name: 'task_id' },
    fixed: { '/code': 0, '/message': 'success' },
    states: { queued: 'processing', running: 'processing', succeeded: 'Success', failed: 'Failed' },
  })
  expect(dialect.fields).not.toHaveProperty('quality')
  expect(dialect.images?.size).toEqual({ accepts: ['ratio'], separators: { ratio: 'x' }, default: '3:2' })
  expect(guesses).toEqual([
    '/tasks/polls/task/states/failed: Failed is a guess',
    '/errors: no reply with an error was given',
  ])
})

test('states may be numbers, or words with one start', () => {
  const [flags, stars] = ['flags', 'stars'].map((id) => describeSamples(id, gateways[id] as Samples).dialect)
  expect(flags?.tasks?.polls?.task).toMatchObject({
    lens: { state: '/data/successFlag', items: '/data/response/resultImageUrl' },
    states: { queued: 0, running: 0, succeeded: 1, failed: 2 },
  })
  expect(stars?.tasks).toMatchObject({
    id: '{uuid}',
    polls: {
      task: {
        states: {
          queued: 'TASK_STATUS_QUEUED',
          running: 'TASK_STATUS_IN_PROGRESS',
          succeeded: 'TASK_STATUS_SUCCEED',
          failed: 'TASK_STATUS_FAILED',
        },
      },
    },
  })
  expect(stars?.images?.size).toEqual({ separators: { pixels: '*' } })
})

test('a field whose value is an image holds reference images or a mask, by its name', () => {
  const { dialect } = describeSamples('own', gateways.own as Samples)
  expect(dialect.references?.json).toMatchObject({
    fields: ['imageDataUrl', 'imageDataUrls'],
    shapes: ['string', 'array'],
    items: ['string'],
    accepts: ['data'],
  })
  expect(dialect.mask).toEqual({ json: ['maskDataUrl'] })
})

test('placeholders, empty lists and switches are read by their names', () => {
  const [printed, switched] = ['printed', 'switch'].map((id) => describeSamples(id, gateways[id] as Samples))
  expect(printed?.dialect).toMatchObject({
    fields: { size: { names: ['image_size'] }, n: { names: ['batch_size'] } },
    results: { reply: { lens: { items: '/images' }, fixed: { '/model': '{model}' } }, item: { url: '/url' } },
  })
  expect(printed?.dialect.tasks).toBeUndefined()
  expect(printed?.leftOut).toEqual(['submit: /seed', 'submit: /timings/inference'])
  expect(switched?.dialect).toMatchObject({
    async: { triggers: [{ in: 'body', name: 'async_mode', equals: true }] },
    references: { json: { fields: ['image_urls'], shapes: ['array'], items: ['string'], accepts: ['http', 'data'] } },
  })
  expect(switched?.guesses).toContain(
    '/results/reply/lens/items: /data is a guess, because no sample shows a reply without a task',
  )
})

test('a published document gives a dialect, and stays as it is', async () => {
  const file = new URL('../../templates/asynchronous/openapi.yaml', import.meta.url).pathname
  const { dialect, published } = await describeDocument('kite', file, {})
  expect(dialect).toMatchObject({
    operations: { generate: { at: 'POST /jobs' } },
    tasks: {
      polls: {
        task: {
          at: 'GET /jobs/{job}',
          lens: { id: '/id', state: '/status', items: '/images' },
          states: { queued: 'waiting', running: 'drawing', succeeded: 'done', failed: 'broken' },
        },
      },
    },
  })
  const provider = await write('kite', { dialect, guesses: [] }, published)
  const mock = await createMock({ providers: [provider], atRoot: true, speed: Number.POSITIVE_INFINITY })
  const ask = async (path: string, init: RequestInit = {}) =>
    mock.fetch(
      new Request(new URL(path, 'http://localhost'), {
        ...init,
        headers: { authorization: 'Bearer sk-test', 'content-type': 'application/json' },
      }),
    )
  const { id } = (await (await ask('/jobs', { method: 'POST', body: '{"prompt":"a fox"}' })).json()) as { id: string }
  const { images } = (await (await ask(`/jobs/${id}`)).json()) as { images: [string] }
  const image = await ask(images[0])
  expect(await decode(Buffer.from(await image.arrayBuffer()))).toMatchObject({ format: 'png' })
})

test('a published document without error responses, and with a limit of the prompt, gives a mock that agrees with it', async () => {
  const reply = (properties: object) => ({
    200: { description: 'OK', content: { 'application/json': { schema: { type: 'object', properties } } } },
  })
  const document = {
    openapi: '3.0.0',
    info: { title: 'Silent', version: '1' },
    paths: {
      '/text_to_image': {
        post: {
          requestBody: {
            content: {
              'application/json': {
                schema: {
                  type: 'object',
                  required: ['promptText'],
                  properties: { promptText: { type: 'string', maxLength: 40 } },
                },
              },
            },
          },
          responses: reply({ job: { type: 'object', properties: { id: { type: 'string', format: 'uuid' } } } }),
        },
      },
      '/tasks/{id}': {
        get: {
          parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
          responses: reply({
            id: { type: 'string' },
            status: { type: 'string', enum: ['PENDING', 'SUCCEEDED', 'FAILED'] },
            output: { type: 'array', items: { type: 'string', format: 'uri' } },
          }),
        },
      },
    },
  }
  const file = join(folder, 'silent.json')
  await writeFile(file, JSON.stringify(document))
  const { dialect, published } = await describeDocument('silent', file, {})
  expect(dialect.fields.prompt).toEqual({ names: ['promptText'] })
  const provider = await write('silent', { dialect, guesses: [] }, published)
  expect(provider.dialect.prompt.max).toBe(40)
  const { deviations, images } = await verifyMock(provider)
  expect(deviations).toEqual([])
  expect(images).toBe('conforms')
})

test.each([
  [
    'no curl command',
    { curl: 'please draw' },
    'cannot read the curl command: expected a curl command, or the body of a request as a JSON object',
  ],
  [
    'a reply without JSON',
    { ...gateways.relay, submit: 'thanks' },
    'the reply to a submit: expected a reply in JSON, such as {"data": [{"url": "https://…"}]}',
  ],
])('%s is refused with the name of the sample', (_name, samples, message) => {
  expect(() => describeSamples('x', samples as Samples)).toThrow(message)
})

test('a terminal takes pasted texts and paths of files', async () => {
  const file = join(folder, 'reply.json')
  await writeFile(file, '{"data": []}')
  const input = new PassThrough()
  const output = new PassThrough()
  const answers = askSamples(input, output)
  input.end(`curl https://a.example \\\n  -d '{}'\n\n${file}\n\n`)
  expect(await answers).toEqual({ curl: "curl https://a.example \\\n  -d '{}'", submit: '{"data": []}' })
  expect(String(output.read())).toContain('One curl command that makes an image')
})

/** Verifies the mock of a provider. `images` is the verdict on the images. */
async function verifyMock(provider: Provider) {
  const clock = createManualClock()
  const violations: unknown[] = []
  const mock = await createMock({
    providers: [provider],
    atRoot: true,
    clock,
    keys: ['sk-test'],
    strict: true,
    onViolation: (violation) => violations.push(violation),
  })
  const { findings } = await verify({
    provider,
    baseUrl: 'http://localhost',
    key: 'sk-test',
    maxImages: 20,
    clock,
    fetch: mock.fetch,
  })
  return {
    violations,
    deviations: findings.filter(({ verdict }) => verdict === 'deviates' || verdict === 'error'),
    images: findings.find(({ trait }) => trait === 'every image can be decoded')?.verdict,
  }
}

/** Writes a folder as the command does, and loads it. */
async function write(
  id: string,
  {
    dialect,
    document,
    guesses,
  }: Partial<ReturnType<typeof describeSamples>> & Pick<ReturnType<typeof describeSamples>, 'dialect' | 'guesses'>,
  published = stringify(document, { aliasDuplicateObjects: false }),
): Promise<Provider> {
  const home = await mkdtemp(join(folder, `${id}-`))
  await writeFile(join(home, 'openapi.yaml'), published)
  await writeFile(join(home, 'dialect.yaml'), await writeDialect(dialect, guesses))
  return loadProvider(home)
}
