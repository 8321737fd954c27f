import { beforeAll, expect, test } from 'vitest'
import { drawImage } from '../support/images.ts'
import { form, startMock } from '../support/mock.ts'

let mock: Awaited<ReturnType<typeof startMock>>
beforeAll(async () => {
  mock = await startMock(['dimilinks'], { speed: Number.POSITIVE_INFINITY })
})
const edit = (fields: Parameters<typeof form>[0]) => mock.send('/dimilinks/v1/images/edits', form(fields))

test('text that is too long, in one part or in all parts together, is refused', async () => {
  const image = ['image', await drawImage()] as const
  const megabyte = 'a'.repeat(2 ** 20)
  const many = Array.from({ length: 20 }, (_, i) => [`note_${i}`, megabyte.slice(1)] as const)
  expect(await edit([['prompt', 'x'], image, ...many])).toMatchObject({
    status: 400,
    json: { error: { message: expect.stringContaining('The text of the form is longer than 2097152 characters.') } },
  })
  expect((await edit([['prompt', 'x'], image, ['note', `${megabyte}a`]])).status).toBe(400)
  expect((await edit([['prompt', 'x'], image, ...many.slice(0, 2)])).status).toBe(200)
})

test('an image with too many pixels is not decoded', async () => {
  const huge = await drawImage('png', { width: 9000, height: 9000 })
  expect(
    await edit([
      ['prompt', 'x'],
      ['image', huge],
    ]),
  ).toMatchObject({
    status: 400,
    json: { error: { code: 'invalid_reference_image' } },
  })
})

test('a text field cannot be a file', async () => {
  expect(
    await edit([
      ['prompt', new File(['x'], 'prompt.txt')],
      ['image', await drawImage()],
    ]),
  ).toMatchObject({
    status: 400,
    json: { error: { message: 'prompt must be text, not a file.' } },
  })
})

test('a part with an empty name is refused', async () => {
  expect(
    await edit([
      ['', 'x'],
      ['image', await drawImage()],
    ]),
  ).toMatchObject({
    status: 400,
    json: { error: { message: 'A part of the form has no name.' } },
  })
})
