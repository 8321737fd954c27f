import { expect, test } from 'vitest'
import { startAdmin } from '../support/admin.ts'
import { decode, drawImage } from '../support/images.ts'
import { form, json } from '../support/mock.ts'

const instant = { speed: Number.POSITIVE_INFINITY }
const image = 'GET /tasks/{provider}/{id}/images/{index}'

test('an image is that of the link, and only there when the task has ended', async () => {
  const { ask, submit, send } = await startAdmin(['dimilinks'])
  const id = await submit('sk-a', 'a fox')
  const params = { provider: 'dimilinks', id, index: 0 }
  const early = await ask(image, { params })
  expect([early.status, early.json.error.message]).toEqual([404, `The task ${id} has no image: it is queued.`])
  await ask('POST /clock/run')
  const key = { headers: { authorization: 'Bearer sk-a' } }
  const [{ url }] = (await send(`/dimilinks/v1/tasks/${id}`, key)).json.result.data
  const shown = await ask(image, { params })
  expect([shown.status, shown.headers.get('content-type')]).toEqual([200, 'image/png'])
  expect(shown.bytes.equals((await send(url, key)).bytes)).toBe(true)
})

test('an image in base64 is sent as bytes, with its partial images', async () => {
  const { ask, send } = await startAdmin(['openai'], instant)
  const body = { prompt: 'x', model: 'gpt-image-2', stream: true, partial_images: 2, output_format: 'webp' }
  const { bytes } = await send('/openai/v1/images/generations', json(body))
  const sent = [...bytes.toString().matchAll(/"b64_json":"([^"]+)"/g)].map(([, text]) => text)
  const [{ id }] = (await ask('GET /tasks')).json.tasks
  const params = { provider: 'openai', id, index: 0 }
  const read = async (query: string) => (await ask(`${image}${query}`, { params })).bytes.toString('base64')
  expect([await read('?partial=0'), await read('?partial=1'), await read('')]).toEqual(sent)
})

test('a small image is a WebP, and an image that is small already stays as it is', async () => {
  const { ask, send } = await startAdmin(['openai'], instant)
  await send('/openai/v1/images/generations', json({ prompt: 'x', model: 'gpt-image-2', size: '1024x1536' }))
  const [{ id }] = (await ask('GET /tasks')).json.tasks
  const params = { provider: 'openai', id, index: 0 }
  const small = await ask(`${image}?width=256`, { params })
  expect(small.headers.get('content-type')).toBe('image/webp')
  expect(await decode(small.bytes)).toMatchObject({ format: 'webp', width: 256, height: 384 })
  expect(await decode((await ask(`${image}?width=1024`, { params })).bytes)).toMatchObject({
    format: 'png',
    width: 1024,
  })
})

test('references and the mask are shown as the mock keeps them', async () => {
  const { ask, send } = await startAdmin(['openai'], instant)
  await send(
    '/openai/v1/images/edits',
    form([
      ['model', 'gpt-image-2'],
      ['prompt', 'a fox'],
      ['image[]', await drawImage('png', { width: 64, height: 48 })],
      ['image[]', await drawImage('png', { width: 32, height: 32 })],
      ['mask', await drawImage('png', { width: 64, height: 48, alpha: true })],
    ]),
  )
  const [{ id }] = (await ask('GET /tasks')).json.tasks
  const sizeOf = async (operation: string, index = 0) => {
    const reply = await ask(operation, { params: { provider: 'openai', id, index } })
    const { format, width, height } = await decode(reply.bytes)
    return [reply.headers.get('content-type'), format, width, height]
  }
  const reference = 'GET /tasks/{provider}/{id}/references/{index}'
  expect(await sizeOf(reference)).toEqual(['image/png', 'png', 96, 72])
  expect(await sizeOf(reference, 1)).toEqual(['image/png', 'png', 96, 96])
  expect(await sizeOf('GET /tasks/{provider}/{id}/mask')).toEqual(['image/png', 'png', 96, 72])
  expect(await sizeOf(`${reference}?width=48`)).toEqual(['image/png', 'png', 48, 36])
})

test('what does not exist is refused', async () => {
  const { ask, send, submit } = await startAdmin(['dimilinks', 'openai'], instant)
  const id = await submit('sk-a')
  await send('/dimilinks/v1/images/generations', json({ prompt: 'x', images: ['https://img.example/a.png'] }))
  const [{ id: edit }] = (await ask('GET /tasks', { key: 'sk-test' })).json.tasks
  const failed = await send('/dimilinks/v1/images/generations?async=true', json({ prompt: '[proofsheet:moderated] x' }))
  const refusalOf = async (operation: string, task: string, index: number | string = 0, key?: string) => {
    const params = { provider: 'dimilinks', id: task, index }
    const { status, json: body } = await ask(operation, { params, ...(key === undefined ? {} : { key }) })
    return `${status} ${body.error.message}`
  }
  const reference = 'GET /tasks/{provider}/{id}/references/{index}'
  expect([
    await refusalOf(image, 'img_x'),
    await refusalOf(image, id, 0, 'sk-b'),
    await refusalOf(image, id, 1),
    await refusalOf(image, id, 'x'),
    await refusalOf(image, failed.json.task_id),
    await refusalOf(`${image}?partial=0`, id),
    await refusalOf(`${image}?width=0`, id),
    await refusalOf(reference, id),
    await refusalOf(reference, edit),
    await refusalOf('GET /tasks/{provider}/{id}/mask', id),
  ]).toEqual([
    '404 There is no task img_x of dimilinks: GET /_proofsheet/tasks lists the tasks.',
    `404 There is no task ${id} of dimilinks: GET /_proofsheet/tasks lists the tasks.`,
    '404 There is no image 1: the task has 1, and they count from 0.',
    '404 There is no image x: the task has 1, and they count from 0.',
    `404 The task ${failed.json.task_id} has no image: it is failed.`,
    '404 There is no partial image 0: the task has 0, and they count from 0.',
    '400 Invalid width: expected a whole number from 1 to 4096, as in ?width=320.',
    '404 There is no reference image 0: the task has 0, and they count from 0.',
    '404 The mock did not fetch https://img.example/a.png, or could not decode it, so there is nothing to show.',
    '404 The task has no mask.',
  ])
})
