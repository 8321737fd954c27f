import { expect } from 'vitest'
import { decode, drawImage } from '../support/images.ts'
import { form, json, type Reply } from '../support/mock.ts'
import type { Case, Cases, Gateway } from './case.ts'

/** Cases of the differences in requests: base URLs (BASE), keys (AUTH), fields (REQ). */

type Send = (gateway: Gateway) => Promise<Reply>
type Fields = Parameters<typeof form>[0]

const post =
  (path: string, init: RequestInit): Send =>
  (gateway) =>
    gateway.sendFor(path, init)
const generate = (body: object, query = '') =>
  post(`//v1/images/generations${query}`, json({ prompt: 'a fox', ...body }))
const edit = (...fields: Fields) => post('//v1/images/edits', form([['prompt', 'a fox'], ...fields]))
const editJson = (body: object) => post('//v1/images/edits', json({ prompt: 'a fox', ...body }))

/** Summarizes a response: `200`, or the status of a refusal with its code and field. */
const summarize = ({ status, json: body }: Reply) =>
  [status, ...(status === 200 ? [] : [body?.error?.code, body?.error?.param])].filter(Boolean).join(' ')

/** Sends the requests one after the other, and expects the value beside each from `observe`. */
const shows =
  (
    observe: (reply: Reply, gateway: Gateway) => unknown,
    ...rows: readonly (readonly [send: Send, expected: unknown])[]
  ) =>
  async (gateway: Gateway) => {
    const observed: unknown[] = []
    for (const [send] of rows) observed.push(await observe(await send(gateway), gateway))
    expect(observed).toEqual(rows.map(([, expected]) => expected))
  }
const responds = (...rows: readonly (readonly [send: Send, summary: string])[]) => shows(summarize, ...rows)

/** Runs cases one after the other. */
const all =
  (...cases: readonly Case[]): Case =>
  async (gateway) => {
    for (const run of cases) await run(gateway)
  }

const hasImages = ({ json: body }: Reply) => Array.isArray(body?.data) && body.data.length > 0

/** Observes a reply with images; summarizes any other reply. */
const ofImages = (observe: (reply: Reply, gateway: Gateway) => unknown) => (reply: Reply, gateway: Gateway) =>
  hasImages(reply) ? observe(reply, gateway) : summarize(reply)

const count = ofImages(({ json: { data } }) => data.length)
const imageTokens = ofImages(({ json: { usage } }) => usage.input_tokens_details.image_tokens)
const linkForm = ofImages(({ json: { data } }) =>
  data[0].b64_json ? 'base64' : /^(?:\/|data:|http:)/.exec(data[0].url)?.[0],
)

/** Decodes the first image of a reply; fetches a link without a key. */
async function decodeFirstImage({ json: body }: Reply, gateway: Gateway) {
  const { url, b64_json } = body.data[0]
  if (b64_json) return decode(Buffer.from(b64_json, 'base64'))
  const { pathname, search } = new URL(url, 'http://mock/mount/')
  const path = url.startsWith('/') ? `/${pathname}` : pathname.replace(/^\/[^/]+/, '/')
  return decode((await gateway.sendBare(`${path}${search}`)).bytes)
}
const size = ofImages(async (reply, gateway) => {
  const { width, height } = await decodeFirstImage(reply, gateway)
  return `${width}x${height}`
})
const alpha = ofImages(async (reply, gateway) => (await decodeFirstImage(reply, gateway)).hasAlpha)

/** Names the content of a response: images, a task or a stream; summarizes a refusal. */
const replyKind = (reply: Reply) => {
  if (reply.headers.get('content-type')?.includes('text/event-stream')) return 'stream'
  if (hasImages(reply)) return 'images'
  return reply.json?.task_id ? 'task' : summarize(reply)
}

const fox = await drawImage('png')
const file = (name: string, bytes = fox, type = 'image/png') => new File([new Uint8Array(bytes)], name, { type })
const many = (length: number, field = 'image'): Fields =>
  Array.from({ length }, (_, index) => [field, file(`${index}.png`)] as const)
const link = (name: string) => `https://img.example/${name}.png`
const links = (length: number, name = 'a') => Array.from({ length }, (_, index) => link(`${name}${index}`))

const image: Fields[number] = ['image', fox]
const mask = {
  jpeg: ['mask', file('mask.jpg', await drawImage('jpeg'), 'image/jpeg')],
  small: ['mask', await drawImage('png', { width: 32, height: 32, alpha: true })],
  opaque: ['mask', fox],
  fits: ['mask', await drawImage('png', { alpha: true })],
} as const satisfies Record<string, Fields[number]>
const heavyMask: Fields[number] = ['mask', Buffer.concat([mask.fits[1], Buffer.alloc(4_194_304)])]

/** Contents of two files with the same length and different bytes. */
const [one, other] = [1, 2].map((last) => Buffer.concat([fox, Buffer.from([last])])) as [Buffer, Buffer]

/** Runs a case at a mock that accepts only the key `sk-shown`, without delays. */
const withKeyCheck =
  (run: Case): Case =>
  async (gateway) =>
    run(await gateway.startWith({ keys: ['sk-shown'], speed: Number.POSITIVE_INFINITY }))

/** Generates with these headers in place of the key. */
const generateWith =
  (headers: Record<string, string>, body: object = {}): Send =>
  (gateway) =>
    gateway.sendBare('//v1/images/generations', json({ prompt: 'a fox', ...body }, headers))
const respondsToKeys = (...rows: readonly (readonly [authorization: string, summary: string])[]) =>
  withKeyCheck(responds(...rows.map(([authorization, summary]) => [generateWith({ authorization }), summary] as const)))

const withoutKey =
  (error: object): Case =>
  async (gateway) => {
    const { status, json: body } = await gateway.sendBare('//v1/images/generations', json({ prompt: 'a fox' }))
    expect({ status, body }).toEqual({ status: 401, body: { error } })
  }

/** Expects this path of the base URL, and this summary of a generation without the base path. */
const base =
  (path: string, without: string): Case =>
  async (gateway) => {
    expect(gateway.base).toBe(path)
    await responds([post('//images/generations', json({ prompt: 'a fox' })), without])(gateway)
  }

export const requests: Cases = {
  'BASE-01': {
    dimilinks: base('/dimilinks/v1', '404 not_found'),
    ezlink: base('/ezlink/v1', '404'),
    'gpt-best': all(base('/gpt-best', '404'), responds([generate({ model: 'gpt-image-2' }), '200'])),
    apigo: base('/apigo/v1', '404'),
    openai: base('/openai/v1', '200'),
  },
  'BASE-02': {
    dimilinks: async (gateway) => {
      const { url } = (await generate({})(gateway)).json.data[0]
      // `//..` leaves the provider's mount, because the link is relative to the origin.
      for (const path of [`//..${url}`, `/${url}`, '//api/pricing'])
        expect((await gateway.sendBare(path)).status).toBe(200)
      for (const path of [`//v1${url}`, '//v1/api/pricing']) expect((await gateway.send(path)).status).toBe(404)
    },
    ezlink: async (gateway) => {
      const submitted = await gateway.send('//v1/async/images/generations', json({ prompt: 'a fox' }))
      expect(submitted).toMatchObject({ status: 200, json: { task_status: 'succeed' } })
      const elsewhere = await gateway.send('//flux/v1/flux-2-pro', json({ prompt: 'a fox' }))
      expect(elsewhere).toMatchObject({
        status: 404,
        json: { error: { message: expect.stringContaining('Invalid URL (POST /flux/v1/flux-2-pro)') } },
      })
    },
  },
  'AUTH-01': {
    dimilinks: respondsToKeys(
      ['Bearer sk-shown', '200'],
      ['sk-shown', '200'],
      ['Bearer shown', '401 invalid_api_key'],
      ['Basic sk-shown', '401 invalid_api_key'],
    ),
    ezlink: respondsToKeys(['Bearer sk-shown', '200'], ['sk-shown', '200'], ['shown', '200'], ['Bearer other', '401']),
    'gpt-best': withKeyCheck(
      responds(
        [generateWith({}, { model: 'gpt-image-2' }), '200'],
        [generateWith({ authorization: 'sk-shown' }, { model: 'gpt-image-2' }), '401 invalid_api_key'],
      ),
    ),
    apigo: respondsToKeys(['Bearer sk-shown', '200'], ['', '401'], ['sk-shown', '401 invalid_api_key']),
    openai: withKeyCheck(
      responds(
        [
          generateWith({ authorization: 'Bearer sk-shown', 'openai-organization': 'org-a', 'openai-project': 'b' }),
          '200',
        ],
        [generateWith({ authorization: 'sk-shown' }), '401 invalid_api_key'],
        [generateWith({ authorization: 'Basic sk-shown' }), '401 invalid_api_key'],
      ),
    ),
  },
  'AUTH-02': {
    dimilinks: withoutKey({
      message: expect.any(String),
      type: 'authentication_error',
      code: 'missing_api_key',
    }),
    ezlink: withoutKey({
      message: expect.stringMatching(/^Token not provided \(request id: [0-9a-f]+\)$/),
      type: 'api_error',
    }),
    openai: withoutKey({ message: expect.any(String), type: 'invalid_request_error', param: null, code: null }),
  },
  'AUTH-03': {
    dimilinks: async (gateway) => {
      const { task_id, data } = (await generate({})(gateway)).json
      expect((await gateway.sendBare(`/${data[0].url}`)).status).toBe(200)
      expect((await gateway.sendBare(`/tasks/${task_id}`)).status).toBe(401)
    },
    openai: async (gateway) => {
      const legacy = await gateway.startWith({ legacy: true })
      const { url } = (await generate({ model: 'dall-e-2', response_format: 'url' })(legacy)).json.data[0]
      const path = new URL(url).pathname.replace('/openai', '/')
      expect((await legacy.sendBare(path)).status).toBe(200)
      await legacy.clock.advance(3_600_001)
      expect((await legacy.sendBare(path)).status).toBe(403)
    },
  },
  'REQ-01': {
    dimilinks: responds([edit(image), '200'], [editJson({ image: link('a') }), '400 invalid_request_error']),
    ezlink: responds([edit(image), '200'], [editJson({ image: link('a') }), '200']),
    'gpt-best': responds([edit(image, ['model', 'x']), '200'], [editJson({ model: 'x', image: link('a') }), '400']),
    apigo: responds([edit(image), '200'], [editJson({ image: link('a') }), '400']),
    openai: responds([edit(image), '200'], [editJson({ images: [{ image_url: link('a') }] }), '200']),
  },
  'REQ-02': {
    dimilinks: responds(
      [edit(...['image', 'image[]', 'images', 'images[]', 'image_7'].map((name) => [name, fox] as const)), '200'],
      [
        edit(...many(5, 'images[]'), ...many(5, 'image_1').map(([name], index) => [name, file(`b${index}`)] as const)),
        '400 invalid_reference_image',
      ],
      [edit(['image.0', fox]), '400 invalid_request_error'],
    ),
    ezlink: responds([edit(image), '200'], [edit(['images', fox]), '400 invalid_image_request']),
    'gpt-best': shows(
      imageTokens,
      [edit(['model', 'x'], image, image), 80],
      [edit(['model', 'x'], ['images[]', fox]), '400 image'],
    ),
    apigo: shows(imageTokens, [edit(['image', 'a.png'], ['image.0', fox], ['image.1.items', fox]), 10]),
    openai: shows(
      imageTokens,
      [edit(image), 256],
      [edit(...many(2, 'image[]')), 512],
      [edit(['images[]', fox]), '400 unknown_parameter images[]'],
    ),
  },
  'REQ-03': {
    dimilinks: async (gateway) => {
      const nine = {
        image_urls: link('1'),
        reference_images: [link('2'), { url: link('3') }],
        images: [{ url: link('4') }],
        image: { url: link('5') },
        image_url: link('6'),
        input_image: [link('7')],
        input_images: links(2),
      }
      const ten = { ...nine, image_url: [link('6'), link('8')] }
      await responds([generate(nine), '200'], [generate(ten), '400 invalid_reference_image'])(gateway)
    },
    ezlink: responds(
      [generate({ image: link('a') }), '200'],
      [generate({ image: links(2) }), '200'],
      [generate({ image: { url: link('a') } }), '400 invalid_image_request'],
    ),
    'gpt-best': shows(
      imageTokens,
      [generate({ model: 'x', prompt: 'a fox' }), 0],
      [generate({ model: 'x', prompt: `a fox ${link('a')}` }), 40],
      [generate({ model: 'x', prompt: `a fox ${link('a')}`, image: [link('b')] }), 80],
    ),
    openai: responds(
      [editJson({ images: [{ image_url: link('a') }] }), '200'],
      [editJson({ images: [link('a')] }), '400 invalid_image_file images.0'],
      [editJson({ image_urls: links(1) }), '400 unknown_parameter image_urls'],
      [generate({ images: [{ image_url: link('a') }] }), '400 unknown_parameter images'],
    ),
  },
  'REQ-04': {
    dimilinks: responds(
      [generate({ image: links(5), images: links(9) }), '200'],
      [generate({ image: links(5), images: links(5, 'b') }), '400 invalid_reference_image'],
    ),
    openai: responds([
      editJson({ images: [{ image_url: link('a') }], image: link('a') }),
      '400 unknown_parameter image',
    ]),
  },
  'REQ-05': {
    dimilinks: responds(
      [edit(...many(8), ['image', file('a.png', one)], ['image', file('a.png', other)]), '200'],
      [edit(...many(8), ['image', file('a.png', one)], ['image', file('b.png', other)]), '400 invalid_reference_image'],
    ),
    openai: shows(imageTokens, [edit(['image[]', file('a.png', one)], ['image[]', file('a.png', other)]), 512]),
  },
  'REQ-06': {
    dimilinks: responds(
      [edit(image, mask.jpeg), '200'],
      [edit(...many(9), mask.fits), '400 invalid_reference_image'],
      [generate({ image: links(9), mask_url: link('mask') }), '200'],
      [generate({ mask_url: link('mask') }), '400 invalid_reference_image'],
    ),
    ezlink: responds(
      [edit(...many(16), mask.fits), '200'],
      [edit(image, mask.jpeg), '200'],
      [edit(image, mask.small), '200'],
      [edit(image, ['mask', '']), '200'],
    ),
    'gpt-best': responds(
      ...[
        [mask.fits, '200'],
        [mask.jpeg, '400 mask'],
        [mask.small, '400 mask'],
        [mask.opaque, '400 mask'],
        [heavyMask, '400 mask'],
      ].map(([part, summary]) => [edit(['model', 'x'], image, part as Fields[number]), summary as string] as const),
    ),
    apigo: responds(
      [edit(image, mask.opaque), '200'],
      [edit(image, heavyMask), '200'],
      [edit(image, mask.jpeg), '400 mask'],
      [edit(image, mask.small), '400 mask'],
    ),
    openai: all(
      shows(imageTokens, [edit(image, mask.fits), 512]),
      responds(
        ...[mask.jpeg, mask.small, mask.opaque, heavyMask].map(
          (part) => [edit(image, part), '400 invalid_image_file mask'] as const,
        ),
        [edit(image, ['markup', file('markup.png', Buffer.from('no image'))]), '400 invalid_image_file markup'],
        [editJson({ images: [{ image_url: link('a') }], mask: { image_url: link('m') } }), '200'],
        [editJson({ images: [{ image_url: link('a') }], mask: link('m') }), '400 invalid_image_file mask'],
      ),
    ),
  },
  'REQ-07': {
    dimilinks: responds(
      [generate({}), '200'],
      [generate({ prompt: undefined }), '400 invalid_request_error'],
      [edit(), '400 invalid_request_error'],
      [edit(mask.fits), '400 invalid_request_error'],
    ),
    'gpt-best': responds(
      [generate({}), '400 model'],
      [generate({ model: 'x', prompt: undefined }), '400 prompt'],
      [edit(image), '400 model'],
      [edit(['model', 'x']), '400 image'],
    ),
    apigo: responds(
      [edit(image), '200'],
      [post('//v1/images/edits', form([image])), '400 prompt'],
      [edit(), '400 image'],
    ),
    openai: responds(
      [generate({}), '200'],
      [generate({ prompt: undefined }), '400 missing_required_parameter prompt'],
      [edit(), '400 missing_required_parameter image'],
    ),
  },
  'REQ-08': {
    dimilinks: responds([generate({}), '200'], [generate({ model: 'dall-e-2' }), '400 model_not_found']),
    ezlink: responds([generate({}), '200'], [generate({ model: 'dall-e-2' }), '200']),
    'gpt-best': responds([generate({}), '400 model'], [generate({ model: 'x' }), '200']),
    // The refusal shows that the default is a GPT image model, because only those refuse the field.
    openai: responds([generate({ response_format: 'url' }), '400 unknown_parameter response_format']),
  },
  'REQ-09': {
    dimilinks: responds(
      ...['n', 'size', 'model', 'quality', 'response_format', 'user'].map(
        (name) => [edit(image, [name, '']), '200'] as const,
      ),
    ),
    ezlink: responds(
      [
        edit(image, ...['background', 'response_format', 'quality', 'user', 'mask'].map((name) => [name, ''] as const)),
        '200',
      ],
      [edit(image, ['n', '']), '400 invalid_image_request'],
    ),
    openai: responds(
      ...['background', 'quality', 'size', 'output_format'].map(
        (name) => [edit(image, [name, '']), `400 invalid_value ${name}`] as const,
      ),
      [edit(image, ['mask', '']), '400 invalid_image_file mask'],
    ),
  },
  'REQ-10': {
    dimilinks: shows(size, [edit(['size', '1:1'], ['resolution', '4k'], ...many(2, 'image[]')), '2880x2880']),
    ezlink: shows(linkForm, [
      edit(image, ...['mask', 'background', 'response_format', 'quality', 'user'].map((name) => [name, ''] as const)),
      'http:',
    ]),
    apigo: shows(linkForm, [
      edit(
        ['image', '<string>'],
        ['background', 'transparent'],
        ['model', 'gpt-image-1'],
        ['response_format', 'url'],
        ['stream', 'false'],
        ['user', '<string>'],
        ['image.0', fox],
        ['image.1.items', fox],
      ),
      'http:',
    ]),
    openai: shows(linkForm, [edit(['model', 'gpt-image-2'], ...many(4, 'image[]')), 'base64']),
  },
  'REQ-11': {
    dimilinks: shows(
      count,
      [generate({ n: 3 }), 1],
      [generate({ n: 3, resolution: '2k' }), 3],
      [generate({ n: 9, resolution: '2k' }), 4],
      [generate({ n: 0, resolution: '2k' }), 1],
    ),
    ezlink: shows(count, [edit(image, ['n', '2']), 2], [generate({ n: '2' }), '400 invalid_image_request']),
    'gpt-best': shows(
      count,
      [generate({ model: 'x', n: 2 }), 2],
      [generate({ model: 'x', n: 0 }), '400 n'],
      [generate({ model: 'x', n: 11 }), '400 n'],
    ),
    apigo: shows(count, [generate({ n: 10 }), 10], [generate({ n: 0 }), '400 n'], [generate({ n: 11 }), '400 n']),
    openai: shows(
      count,
      [generate({ n: 2 }), 2],
      [generate({ n: 0 }), '400 invalid_value n'],
      [generate({ n: 11 }), '400 invalid_value n'],
    ),
  },
  'REQ-12': {
    dimilinks: shows(
      linkForm,
      [generate({ response_format: 'url' }), '/'],
      [generate({ response_format: 'b64_json' }), 'data:'],
    ),
    ezlink: shows(
      linkForm,
      [edit(image, ['response_format', '']), 'http:'],
      [generate({ response_format: 'b64_json' }), 'base64'],
    ),
    'gpt-best': shows(
      linkForm,
      [generate({ model: 'gpt-image-1' }), 'base64'],
      [generate({ model: 'gpt-image-1', response_format: 'url' }), 'http:'],
    ),
    apigo: shows(
      linkForm,
      [generate({ model: 'gpt-image-1' }), 'http:'],
      [generate({ model: 'gpt-image-1', response_format: 'url' }), 'http:'],
      [generate({ model: 'gpt-image-1', response_format: 'b64_json' }), 'base64'],
    ),
    openai: shows(
      linkForm,
      ...['url', 'b64_json'].map(
        (response_format) =>
          [generate({ model: 'gpt-image-2', response_format }), '400 unknown_parameter response_format'] as const,
      ),
    ),
  },
  'REQ-13': {
    dimilinks: shows(
      size,
      [generate({ size: '16:9' }), '1024x576'],
      [generate({ size: '1536x1024' }), '1536x1024'],
      [generate({ size: 'auto' }), '1024x1024'],
      [generate({ size: '1024*1024' }), '400 invalid_request_error'],
      [generate({ size: '2K' }), '400 invalid_request_error'],
    ),
    ezlink: shows(
      size,
      [generate({ size: '512x512' }), '512x512'],
      [generate({ size: '16:9' }), '400 invalid_image_request'],
    ),
    'gpt-best': shows(
      size,
      [generate({ model: 'x', size: '16:9' }), '1360x768'],
      [generate({ model: 'x', size: '16:9', aspect_ratio: '1:1' }), '1024x1024'],
    ),
    apigo: shows(
      size,
      [edit(image, ['size', '1536x1024']), '1536x1024'],
      [edit(image, ['size', '1536x864']), '400 size'],
      [edit(image, ['size', '16:9']), '400 size'],
    ),
    openai: shows(
      size,
      [edit(image, ['size', '1536x864']), '1536x864'],
      [editJson({ images: [{ image_url: link('a') }], size: '1536x864' }), '400 invalid_value size'],
      [generate({ size: '16:9' }), '400 invalid_value size'],
    ),
  },
  'REQ-14': {
    dimilinks: shows(
      size,
      [generate({ resolution: '2k' }), '2048x2048'],
      [generate({ image_size: '4K' }), '2880x2880'],
      [generate({ scale: '1440p' }), '2048x2048'],
      [generate({ upscale: '2k' }), '2048x2048'],
      [generate({ quality: '2k' }), '2048x2048'],
      [generate({ quality: 'high' }), '1024x1024'],
    ),
    'gpt-best': shows(
      size,
      [generate({ model: 'nano-banana-2', image_size: '4K' }), '4096x4096'],
      [generate({ model: 'x', quality: '2k' }), '1024x1024'],
    ),
    openai: responds(
      [generate({ resolution: '2k' }), '400 unknown_parameter resolution'],
      [generate({ image_size: '2K' }), '400 unknown_parameter image_size'],
      [generate({ quality: '2k' }), '400 invalid_value quality'],
    ),
  },
  'REQ-15': {
    dimilinks: shows(
      size,
      [generate({}), '1024x1024'],
      [generate({ size: '1:1' }), '1024x1024'],
      [generate({ resolution: '2k' }), '2048x2048'],
    ),
    ezlink: shows(size, [generate({}), '1024x1024']),
    'gpt-best': shows(size, [generate({ model: 'gpt-image-1' }), '1024x1024']),
    openai: shows(size, [edit(image), '1024x1024'], [editJson({ images: [{ image_url: link('a') }] }), '1024x1024']),
  },
  'REQ-16': {
    dimilinks: shows(size, [generate({ quality: '4k' }), '2880x2880'], [generate({ quality: 'hd' }), '1024x1024']),
    'gpt-best': responds(
      [generate({ model: 'x', quality: 'high' }), '200'],
      [generate({ model: 'x', quality: 'odd' }), '200'],
    ),
    apigo: responds(
      [edit(image, ['quality', 'standard']), '200'],
      [edit(image, ['quality', 'hd']), '400 quality'],
      [generate({ quality: 'hd' }), '200'],
      [generate({ quality: 'xhigh' }), '400 quality'],
    ),
    openai: responds(
      [generate({ model: 'gpt-image-2.5-sunburst', quality: 'xhigh' }), '200'],
      [generate({ model: 'gpt-image-2', quality: 'high' }), '200'],
      [generate({ model: 'gpt-image-2', quality: 'xhigh' }), '400 invalid_value quality'],
      [generate({ model: 'gpt-image-2', quality: 'hd' }), '400 invalid_value quality'],
      [generate({ model: 'gpt-image-2', quality: 'odd' }), '400 invalid_value quality'],
    ),
  },
  'REQ-17': {
    dimilinks: responds([edit(image, ['moderation', 'low']), '200']),
    openai: responds(
      [edit(image, ['moderation', 'low']), '400 unknown_parameter moderation'],
      [editJson({ images: [{ image_url: link('a') }], moderation: 'low' }), '200'],
    ),
  },
  'REQ-18': {
    dimilinks: responds([generate({ user: 'u' }), '200'], [generate({ user: 7 }), '400 invalid_request_error']),
    ezlink: responds([generate({ user: 'u' }), '200'], [generate({ user: 7 }), '400 invalid_image_request']),
    apigo: responds([generate({ user: 'u' }), '200'], [generate({ user: 7 }), '400 user']),
    openai: shows(
      ofImages(({ json: body }) => body.safety_identifier),
      [generate({ user: 'u' }), 'u'],
      [generate({ user: 'u', safety_identifier: 's' }), 's'],
      [generate({ user: 'u', safety_identifier: '' }), 'u'],
    ),
  },
  'REQ-19': {
    dimilinks: shows(
      replyKind,
      ...['1', 'true', 'yes', 'on'].map((word) => [generate({}, `?async=${word}`), 'task'] as const),
      [generate({}, '?async=0'), 'images'],
      [generate({ wait_for_result: 'false' }), '400 invalid_request_error'],
    ),
    ezlink: shows(
      replyKind,
      [edit(image, ['stream', 'true']), 'stream'],
      [edit(image, ['stream', 'True']), 'images'],
      [edit(image, ['stream', '1']), 'images'],
      [generate({ stream: 'true' }), '400 invalid_image_request'],
    ),
    'gpt-best': shows(
      replyKind,
      [generate({ model: 'x' }, '?async=true'), 'task'],
      [generate({ model: 'x' }, '?async=1'), 'images'],
      [generate({ model: 'x' }, '?async=True'), 'images'],
    ),
    openai: shows(
      replyKind,
      [edit(image, ['stream', 'true']), 'stream'],
      [edit(image, ['stream', 'True']), '400 invalid_value stream'],
      [generate({ stream: 'true' }), '400 invalid_value stream'],
    ),
  },
  'REQ-20': {
    dimilinks: responds(
      [generate({ group: 'vip' }), '200'],
      [generate({ group: 7 }), '400 invalid_request_error'],
      [generate({ group: 'vip', prompt: 'a fox [proofsheet:model-not-allowed]' }), '403 model_not_allowed'],
    ),
    'gpt-best': shows(
      alpha,
      [generate({ model: 'x', background: 'transparent', moderation: 'low' }), true],
      [generate({ model: 'x' }), false],
    ),
  },
}
