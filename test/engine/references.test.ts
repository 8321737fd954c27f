import { beforeAll, describe, expect, test } from 'vitest'
import { drawImage } from '../support/images.ts'
import { form, json, startMock } from '../support/mock.ts'

let mock: Awaited<ReturnType<typeof startMock>>
const images: Buffer[] = []
beforeAll(async () => {
  mock = await startMock(['dimilinks', 'openai', 'ezlink', 'apigo', 'gpt-best'], { speed: Number.POSITIVE_INFINITY })
  for (let i = 0; i < 10; i++) images.push(await drawImage('png', { width: 40 + i, height: 40 }))
})

const links = (count: number) => Array.from({ length: count }, (_, i) => `https://img.example/${i}.png`)
const generate = (body: object) => mock.send('/dimilinks/v1/images/generations', json({ prompt: 'x', ...body }))
const file = (index: number, name = `${index}.png`) =>
  new File([new Uint8Array(images[index] ?? Buffer.alloc(0))], name, { type: 'image/png' })

describe('DimiLinks in JSON', () => {
  const aliases = ['image_urls', 'reference_images', 'images', 'image', 'image_url', 'input_image', 'input_images']

  // Ten are refused only when the alias is read, so the refusal shows that the alias is read.
  test.each(aliases)('%s accepts nine and refuses ten', async (alias) => {
    expect((await generate({ [alias]: links(9) })).status).toBe(200)
    expect(await generate({ [alias]: links(10) })).toMatchObject({
      status: 400,
      json: { error: { code: 'invalid_reference_image', message: expect.stringMatching(/10 .*limit is 9/) } },
    })
  })

  test.each<[shape: string, value: unknown]>([
    ['a string', links(1)[0]],
    ['an object', { url: links(1)[0] }],
    ['objects', links(2).map((url) => ({ url }))],
    ['mixed', [links(1)[0], { url: links(2)[1] }]],
  ])('%s is a reference', async (_shape, value) => {
    expect((await generate({ image_urls: value, mask_url: 'https://img.example/mask.png' })).status).toBe(200)
  })

  test('aliases are added up, equal links count once, empty links do not count', async () => {
    expect((await generate({ image: links(5), images: links(9) })).status).toBe(200)
    expect((await generate({ image: [...links(9), '', ' '] })).status).toBe(200)
    const other = links(5).map((link) => `${link}?2`)
    expect((await generate({ image: links(5), images: other })).status).toBe(400)
  })

  test('data URLs and bare base64 are read as images and checked as images', async () => {
    const base64 = images[0]?.toString('base64')
    expect((await generate({ image_urls: [`data:image/png;base64,${base64}`, base64] })).status).toBe(200)
    const refused = await generate({ image_urls: ['data:image/png;base64,aGVsbG8='] })
    expect(refused).toMatchObject({ status: 400, json: { error: { code: 'invalid_reference_image' } } })
  })

  test.each<[what: string, value: unknown]>([
    ['a blob: URL', ['blob:https://app.example/1']],
    ['a number', 7],
    ['a list of numbers', [7]],
    ['an object without url', { link: links(1)[0] }],
  ])('%s is refused', async (_what, value) => {
    expect(await generate({ image_urls: value })).toMatchObject({
      status: 400,
      json: { error: { code: 'invalid_reference_image' } },
    })
  })

  test('a mask needs a reference, and does not count as a reference', async () => {
    expect((await generate({ mask_url: links(1)[0] })).status).toBe(400)
    expect((await generate({ mask_url: 'https://img.example/m.png', image: links(9) })).status).toBe(200)
  })
})

describe('DimiLinks in a form', () => {
  const edit = (fields: Parameters<typeof form>[0]) =>
    mock.send('/dimilinks/v1/images/edits', form([['prompt', 'x'], ...fields]))
  const many = (count: number, name: (i: number) => string) =>
    Array.from({ length: count }, (_, i) => [name(i), file(i)] as const)

  test.each<[alias: string, name: (i: number) => string]>([
    ['image', () => 'image'],
    ['image[]', () => 'image[]'],
    ['images', () => 'images'],
    ['images[]', () => 'images[]'],
    ['image_1, image_2 and so on', (i) => `image_${i + 1}`],
    ['all of them mixed', (i) => ['image', 'image[]', 'images', 'images[]', `image_${i}`][i % 5] as string],
  ])('%s accepts nine and refuses ten', async (_alias, name) => {
    expect((await edit(many(9, name))).status).toBe(200)
    expect(await edit(many(10, name))).toMatchObject({
      status: 400,
      json: { error: { code: 'invalid_reference_image', message: expect.stringMatching(/10 .*limit is 9/) } },
    })
  })

  test('the mask is one more reference', async () => {
    expect((await edit([...many(9, () => 'image'), ['mask', file(9)]])).status).toBe(400)
    expect((await edit([...many(8, () => 'image'), ['mask', file(9)]])).status).toBe(200)
  })

  test('images are ordered by name, in whatever order they are sent', async () => {
    const drawn = async (...names: string[]) => {
      const freshMock = await startMock(['dimilinks'], { speed: Number.POSITIVE_INFINITY })
      const parts = names.map((name) => [name, file(name === 'mask' ? 1 : 0)] as const)
      const reply = await freshMock.send('/dimilinks/v1/images/edits', form([['prompt', 'x'], ...parts]))
      return (await freshMock.send(reply.json.data[0].url)).bytes.toString('base64')
    }
    expect(await drawn('image_1', 'mask')).toBe(await drawn('mask', 'image_1'))
  })

  test('files with equal name and length count as one', async () => {
    const same = Array.from({ length: 10 }, () => ['image', file(0, 'a.png')] as const)
    expect((await edit(same)).status).toBe(200)
    const named = Array.from({ length: 10 }, (_, i) => ['image', file(0, `${i}.png`)] as const)
    expect((await edit(named)).status).toBe(400)
  })

  test('a form without an image is refused, empty text fields count as absent', async () => {
    expect(await edit([])).toMatchObject({ status: 400, json: { error: { code: 'invalid_request_error' } } })
    expect(
      (
        await edit([
          ['image', file(0)],
          ['n', ''],
          ['size', ''],
          ['model', ''],
        ])
      ).status,
    ).toBe(200)
  })

  test('an image over 20 MB is refused, an image of 20 MB is not', async () => {
    const padded = (bytes: number) =>
      new File(
        [new Uint8Array(Buffer.concat([images[0] as Buffer, Buffer.alloc(bytes - (images[0] as Buffer).length)]))],
        'big.png',
      )
    expect((await edit([['image', padded(20_971_520)]])).status).toBe(200)
    expect(await edit([['image', padded(20_971_521)]])).toMatchObject({
      status: 400,
      json: { error: { code: 'reference_image_too_large', message: expect.stringContaining('20971521') } },
    })
  })
})

describe('OpenAI', () => {
  const edit = (fields: Parameters<typeof form>[0]) =>
    mock.send('/openai/v1/images/edits', form([['prompt', 'x'], ['model', 'gpt-image-2'], ...fields]))

  test.each<[what: string, fields: Parameters<typeof form>[0], status: number, code: string | undefined]>(
    [
      ['one file', [['image', 0]], 200, undefined],
      [
        'a list',
        [
          ['image[]', 0],
          ['image[]', 1],
        ],
        200,
        undefined,
      ],
      ['sixteen', Array.from({ length: 16 }, () => ['image[]', 0]), 200, undefined],
      ['seventeen', Array.from({ length: 17 }, () => ['image[]', 0]), 400, 'invalid_image_file'],
      ['none', [], 400, 'missing_required_parameter'],
      ['an alias of another gateway', [['images[]', 0]], 400, 'unknown_parameter'],
      [
        'moderation in a form',
        [
          ['image', 0],
          ['moderation', 'low'],
        ],
        400,
        'unknown_parameter',
      ],
      [
        'an empty string',
        [
          ['image', 0],
          ['background', ''],
        ],
        400,
        'invalid_value',
      ],
    ].map(
      ([what, fields, status, code]) =>
        [
          what,
          (fields as [string, string | number][]).map(([name, value]) => [name, value] as never),
          status as number,
          code as string | undefined,
        ] as never,
    ),
  )('%s', async (_what, fields, status, code) => {
    const parts = (fields as unknown as [string, string | number][]).map(
      ([name, value]) => [name, typeof value === 'number' ? file(value) : value] as const,
    )
    const reply = await edit(parts)
    expect({ status: reply.status, code: reply.json.error?.code }).toEqual({ status, code })
  })

  test.each<[what: string, type: string, format: 'png' | 'gif', code: string]>([
    ['octet-stream', 'application/octet-stream', 'png', 'unsupported_file_mimetype'],
    ['a GIF with the type of a PNG', 'image/png', 'gif', 'invalid_image_file'],
  ])('%s is refused', async (_what, type, format, code) => {
    const bytes = await drawImage(format)
    const reply = await edit([['image', new File([new Uint8Array(bytes)], 'a.png', { type })]])
    expect(reply).toMatchObject({
      status: 400,
      json: { error: { code, param: 'image', type: 'invalid_request_error' } },
    })
  })

  test('a mask is a PNG of the size of the first image', async () => {
    const mask = await drawImage('png', { width: 40, height: 40, alpha: true })
    const jpeg = await drawImage('jpeg', { width: 40, height: 40 })
    expect(
      (
        await edit([
          ['image', file(0)],
          ['mask', mask],
        ])
      ).status,
    ).toBe(200)
    expect(
      (
        await edit([
          ['image', file(1)],
          ['mask', mask],
        ])
      ).json.error.message,
    ).toMatch(/40x40 and the image is 41x40/)
    expect(
      (
        await edit([
          ['image', file(0)],
          ['mask', jpeg],
        ])
      ).json.error.message,
    ).toMatch(/must be png/)
  })

  test('JSON edits accept objects with links or file ids', async () => {
    const path = '/openai/v1/images/edits'
    const upload = form([
      ['purpose', 'vision'],
      ['file', file(0)],
    ])
    const { id } = (await mock.send('/openai/v1/files', upload)).json
    const images = [{ image_url: 'https://img.example/1.png' }, { file_id: id }]
    expect((await mock.send(path, json({ prompt: 'x', images }))).status).toBe(200)
    expect((await mock.send(path, json({ prompt: 'x', images: ['https://img.example/1.png'] }))).status).toBe(400)
    expect((await mock.send(path, json({ prompt: 'x', image: images }))).status).toBe(400)
    const [reference] = images
    for (const wrong of [{ ...reference, file_id: id }, { ...reference, size: 1 }, {}])
      expect((await mock.send(path, json({ prompt: 'x', images: [wrong] }))).status).toBe(400)
    const mask = { image_url: 'https://img.example/m.png', size: 1 }
    expect((await mock.send(path, json({ prompt: 'x', images, mask }))).status).toBe(400)
  })
})

test('the image shows references and prompt: another reference gives other bytes', async () => {
  const draw = async (...files: File[]) => {
    const reply = await mock.send(
      '/openai/v1/images/edits',
      form([['prompt', 'x'], ...files.map((image) => ['image[]', image] as const)]),
    )
    return reply.json.data[0].b64_json as string
  }
  const red = new File([new Uint8Array(await drawImage('png', { background: '#f00' }))], 'a.png', { type: 'image/png' })
  const blue = new File([new Uint8Array(await drawImage('png', { background: '#00f' }))], 'a.png', {
    type: 'image/png',
  })
  expect(await draw(red)).not.toBe(await draw(blue))
})

test('the image names the field of its reference: another field gives other bytes', async () => {
  const draw = async (field: string) => {
    const parts = form([
      ['prompt', 'x'],
      [field, file(0)],
    ])
    const freshMock = await startMock(['openai'], { speed: Number.POSITIVE_INFINITY })
    return (await freshMock.send('/openai/v1/images/edits', parts)).json.data[0].b64_json as string
  }
  expect(await draw('image')).toBe(await draw('image'))
  expect(await draw('image')).not.toBe(await draw('image[]'))
})

test('two mocks with one seed draw different images when the reference was sent in different ways', async () => {
  const [one, other] = [
    await startMock(['openai'], { speed: Infinity }),
    await startMock(['openai'], { speed: Infinity }),
  ]
  const red = await drawImage('png', { width: 64, height: 64, background: '#c83232' })
  const images = [{ image_url: `data:image/png;base64,${red.toString('base64')}` }]
  const asLink = await one.send('/openai/v1/images/edits', json({ prompt: 'x', model: 'gpt-image-2', images }))
  const fields = [
    ['prompt', 'x'],
    ['model', 'gpt-image-2'],
    ['image', red],
  ] as const
  const asFile = await other.send('/openai/v1/images/edits', form(fields))
  expect([asLink.status, asFile.status]).toEqual([200, 200])
  // Each image shows the source of its reference.
  expect(asFile.json.data[0].b64_json).not.toBe(asLink.json.data[0].b64_json)
})
