import { beforeAll, expect, test } from 'vitest'
import { decode } from '../support/images.ts'
import { json, startMock } from '../support/mock.ts'

let mock: Awaited<ReturnType<typeof startMock>>
beforeAll(async () => {
  mock = await startMock(['dimilinks'])
})

const submit = (body: object, query = '?async=true') =>
  mock.send(`/dimilinks/v1/images/generations${query}`, json(body))

test('a 4k task goes from queued to succeeded, and its image has the documented size', async () => {
  const submitted = await submit({ prompt: '一只猫', size: '16:9', resolution: '4k' })
  expect(submitted).toMatchObject({ status: 200, json: { created: 1795132800, data: [] } })
  const id = submitted.json.task_id
  expect(id).toMatch(/^img_[0-9a-f]{24}$/)
  const poll = () => mock.send(`/dimilinks/v1/tasks/${id}`)

  expect((await poll()).json).toEqual({
    id,
    task_id: id,
    object: 'image.task',
    status: 'queued',
    progress: 0,
    created_at: 1795132800,
  })
  await mock.clock.advance(18_000)
  expect((await poll()).json).toMatchObject({ status: 'in_progress', progress: 50 })
  await mock.clock.advance(162_000 - 1)
  expect((await poll()).json).toMatchObject({ status: 'in_progress' })
  await mock.clock.advance(1)
  const done = await poll()
  expect(done.json).toMatchObject({ status: 'succeeded', progress: 100, completed_at: 1795132980 })
  expect(done.json.result.data).toHaveLength(1)
  const { url, file_id } = done.json.result.data[0]
  expect(url).toMatch(/^\/p\/img\/img_[0-9a-f]{24}\/0\?exp=1795219380000&sig=[0-9a-f]{24}$/)
  expect(file_id).toMatch(/^file_/)

  const image = await mock.send(url)
  expect(image.headers.get('content-type')).toBe('image/png')
  expect(await decode(image.bytes)).toMatchObject({ format: 'png', width: 3840, height: 2160 })
})
