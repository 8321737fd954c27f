import { expect } from 'vitest'
import { form, json, type Reply } from '../support/mock.ts'
import { decode, picture } from '../support/pictures.ts'
import type { Exhibit, Exhibits, Gateway } from './exhibit.ts'

/** Exhibits of what is asked: base URLs (BASE), keys (AUTH), fields of requests (REQ). */

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

/** `200`, or a refusal's status with the code and the field that it names. */
const outcome = ({ status, json: body }: Reply) =>
  [status, ...(status === 200 ? [] : [body?.error?.code, body?.error?.param])].filter(Boolean).join(' ')

/** Sends each request in turn; what `look` sees of the replies is what stands beside them. */
const shows =
  (look: (reply: Reply, gateway: Gateway) => unknown, ...rows: readonly (readonly [send: Send, seen: unknown])[]) =>
  async (gateway: Gateway) => {
    const seen: unknown[] = []
    for (const [send] of rows) seen.push(await look(await send(gateway), gateway))
    expect(seen).toEqual(rows.map(([, expected]) => expected))
  }
const answers = (...rows: readonly (readonly [send: Send, outcome: string])[]) => shows(outcome, ...rows)

/** Runs exhibits one after the other. */
const all =
  (...exhibits: readonly Exhibit[]): Exhibit =>
  async (gateway) => {
    for (const exhibit of exhibits) await exhibit(gateway)
  }

const hasPictures = ({ json: body }: Reply) => Array.isArray(body?.data) && body.data.length > 0

/** Of a reply with pictures; anything else shows its outcome. */
const ofPictures = (look: (reply: Reply, gateway: Gateway) => unknown) => (reply: Reply, gateway: Gateway) =>
  hasPictures(reply) ? look(reply, gateway) : outcome(reply)

const count = ofPictures(({ json: { data } }) => data.length)
const imageTokens = ofPictures(({ json: { usage } }) => usage.input_tokens_details.image_tokens)
const address = ofPictures(({ json: { data } }) =>
  data[0].b64_json ? 'base64' : /^(?:\/|data:|http:)/.exec(data[0].url)?.[0],
)

/** The first picture, fetched without a key where there is a link. */
async function firstPicture({ json: body }: Reply, gateway: Gateway) {
  const { url, b64_json } = body.data[0]
  if (b64_json) return decode(Buffer.from(b64_json, 'base64'))
  const { pathname, search } = new URL(url, 'http://mock/mount/')
  const path = url.startsWith('/') ? `/${pathname}` : pathname.replace(/^\/[^/]+/, '/')
  return decode((await gateway.bare(`${path}${search}`)).bytes)
}
const size = ofPictures(async (reply, gateway) => {
  const { width, height } = await firstPicture(reply, gateway)
  return `${width}x${height}`
})
const alpha = ofPictures(async (reply, gateway) => (await firstPicture(reply, gateway)).hasAlpha)

/** How a request was taken: answered with pictures, as a task, as a stream; or refused. */
const manner = (reply: Reply) => {
  if (reply.headers.get('content-type')?.includes('text/event-stream')) return 'stream'
  if (hasPictures(reply)) return 'pictures'
  return reply.json?.task_id ? 'task' : outcome(reply)
}

const fox = await picture('png')
const file = (name: string, bytes = fox, type = 'image/png') => new File([new Uint8Array(bytes)], name, { type })
const many = (length: number, field = 'image'): Fields =>
  Array.from({ length }, (_, index) => [field, file(`${index}.png`)] as const)
const link = (name: string) => `https://img.example/${name}.png`
const links = (length: number, name = 'a') => Array.from({ length }, (_, index) => link(`${name}${index}`))

const image: Fields[number] = ['image', fox]
const mask = {
  jpeg: ['mask', file('mask.jpg', await picture('jpeg'), 'image/jpeg')],
  small: ['mask', await picture('png', { width: 32, height: 32, alpha: true })],
  opaque: ['mask', fox],
  fits: ['mask', await picture('png', { alpha: true })],
} as const satisfies Record<string, Fields[number]>
const heavyMask: Fields[number] = ['mask', Buffer.concat([mask.fits[1], Buffer.alloc(4_194_304)])]

/** Two files of one name and one length, the bytes of which differ. */
const [one, other] = [1, 2].map((last) => Buffer.concat([fox, Buffer.from([last])])) as [Buffer, Buffer]

/** Where only `sk-shown` is a key, and nothing takes time. */
const guarded =
  (exhibit: Exhibit): Exhibit =>
  async (gateway) =>
    exhibit(await gateway.started({ keys: ['sk-shown'], speed: Number.POSITIVE_INFINITY }))
const bearing =
  (headers: Record<string, string>, body: object = {}): Send =>
  (gateway) =>
    gateway.bare('//v1/images/generations', json({ prompt: 'a fox', ...body }, headers))
const keyed = (...rows: readonly (readonly [authorization: string, outcome: string])[]) =>
  guarded(answers(...rows.map(([authorization, seen]) => [bearing({ authorization }), seen] as const)))

const withoutKey =
  (error: object): Exhibit =>
  async (gateway) => {
    const { status, json: body } = await gateway.bare('//v1/images/generations', json({ prompt: 'a fox' }))
    expect({ status, body }).toEqual({ status: 401, body: { error } })
  }

/** The base URL as a path, and how a path without it is answered. */
const base =
  (path: string, without: string): Exhibit =>
  async (gateway) => {
    expect(gateway.base).toBe(path)
    await answers([post('//images/generations', json({ prompt: 'a fox' })), without])(gateway)
  }

export const requests: Exhibits = {
  'BASE-01': {
    dimilinks: base('/dimilinks/v1', '404 not_found'),
    ezlink: base('/ezlink/v1', '404'),
    'gpt-best': all(base('/gpt-best', '404'), answers([generate({ model: 'gpt-image-2' }), '200'])),
    apigo: base('/apigo/v1', '404'),
    openai: base('/openai/v1', '200'),
  },
  'BASE-02': {
    dimilinks: async (gateway) => {
      const { url } = (await generate({})(gateway)).json.data[0]
      // `//..` leaves the mount: the link joins the origin.
      for (const path of [`//..${url}`, `/${url}`, '//api/pricing']) expect((await gateway.bare(path)).status).toBe(200)
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
    dimilinks: keyed(
      ['Bearer sk-shown', '200'],
      ['sk-shown', '200'],
      ['Bearer shown', '401 invalid_api_key'],
      ['Basic sk-shown', '401 invalid_api_key'],
    ),
    ezlink: keyed(['Bearer sk-shown', '200'], ['sk-shown', '200'], ['shown', '200'], ['Bearer other', '401']),
    'gpt-best': guarded(
      answers(
        [bearing({}, { model: 'gpt-image-2' }), '200'],
        [bearing({ authorization: 'sk-shown' }, { model: 'gpt-image-2' }), '401 invalid_api_key'],
      ),
    ),
    apigo: keyed(['Bearer sk-shown', '200'], ['', '401'], ['sk-shown', '401 invalid_api_key']),
    openai: guarded(
      answers(
        [bearing({ authorization: 'Bearer sk-shown', 'openai-organization': 'org-a', 'openai-project': 'b' }), '200'],
        [bearing({ authorization: 'sk-shown' }), '401 invalid_api_key'],
        [bearing({ authorization: 'Basic sk-shown' }), '401 invalid_api_key'],
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
      expect((await gateway.bare(`/${data[0].url}`)).status).toBe(200)
      expect((await gateway.bare(`/tasks/${task_id}`)).status).toBe(401)
    },
    openai: async (gateway) => {
      const legacy = await gateway.started({ legacy: true })
      const { url } = (await generate({ model: 'dall-e-2', response_format: 'url' })(legacy)).json.data[0]
      const path = new URL(url).pathname.replace('/openai', '/')
      expect((await legacy.bare(path)).status).toBe(200)
      await legacy.clock.advance(3_600_001)
      expect((await legacy.bare(path)).status).toBe(403)
    },
  },
  'REQ-01': {
    dimilinks: answers([edit(image), '200'], [editJson({ image: link('a') }), '400 invalid_request_error']),
    ezlink: answers([edit(image), '200'], [editJson({ image: link('a') }), '200']),
    'gpt-best': answers([edit(image, ['model', 'x']), '200'], [editJson({ model: 'x', image: link('a') }), '400']),
    apigo: answers([edit(image), '200'], [editJson({ image: link('a') }), '400']),
    openai: answers([edit(image), '200'], [editJson({ images: [{ image_url: link('a') }] }), '200']),
  },
  'REQ-02': {
    dimilinks: answers(
      [edit(...['image', 'image[]', 'images', 'images[]', 'image_7'].map((name) => [name, fox] as const)), '200'],
      [
        edit(...many(5, 'images[]'), ...many(5, 'image_1').map(([name], index) => [name, file(`b${index}`)] as const)),
        '400 invalid_reference_image',
      ],
      [edit(['image.0', fox]), '400 invalid_request_error'],
    ),
    ezlink: answers([edit(image), '200'], [edit(['images', fox]), '400 invalid_image_request']),
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
      await answers([generate(nine), '200'], [generate(ten), '400 invalid_reference_image'])(gateway)
    },
    ezlink: answers(
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
    openai: answers(
      [editJson({ images: [{ image_url: link('a') }] }), '200'],
      [editJson({ images: [link('a')] }), '400 invalid_image_file images.0'],
      [editJson({ image_urls: links(1) }), '400 unknown_parameter image_urls'],
      [generate({ images: [{ image_url: link('a') }] }), '400 unknown_parameter images'],
    ),
  },
  'REQ-04': {
    dimilinks: answers(
      [generate({ image: links(5), images: links(9) }), '200'],
      [generate({ image: links(5), images: links(5, 'b') }), '400 invalid_reference_image'],
    ),
    openai: answers([
      editJson({ images: [{ image_url: link('a') }], image: link('a') }),
      '400 unknown_parameter image',
    ]),
  },
  'REQ-05': {
    dimilinks: answers(
      [edit(...many(8), ['image', file('a.png', one)], ['image', file('a.png', other)]), '200'],
      [edit(...many(8), ['image', file('a.png', one)], ['image', file('b.png', other)]), '400 invalid_reference_image'],
    ),
    openai: shows(imageTokens, [edit(['image[]', file('a.png', one)], ['image[]', file('a.png', other)]), 512]),
  },
  'REQ-06': {
    dimilinks: answers(
      [edit(image, mask.jpeg), '200'],
      [edit(...many(9), mask.fits), '400 invalid_reference_image'],
      [generate({ image: links(9), mask_url: link('mask') }), '200'],
      [generate({ mask_url: link('mask') }), '400 invalid_reference_image'],
    ),
    ezlink: answers(
      [edit(...many(16), mask.fits), '200'],
      [edit(image, mask.jpeg), '200'],
      [edit(image, mask.small), '200'],
      [edit(image, ['mask', '']), '200'],
    ),
    'gpt-best': answers(
      ...[
        [mask.fits, '200'],
        [mask.jpeg, '400 mask'],
        [mask.small, '400 mask'],
        [mask.opaque, '400 mask'],
        [heavyMask, '400 mask'],
      ].map(([part, seen]) => [edit(['model', 'x'], image, part as Fields[number]), seen as string] as const),
    ),
    apigo: answers(
      [edit(image, mask.opaque), '200'],
      [edit(image, heavyMask), '200'],
      [edit(image, mask.jpeg), '400 mask'],
      [edit(image, mask.small), '400 mask'],
    ),
    openai: all(
      shows(imageTokens, [edit(image, mask.fits), 512]),
      answers(
        ...[mask.jpeg, mask.small, mask.opaque, heavyMask].map(
          (part) => [edit(image, part), '400 invalid_image_file mask'] as const,
        ),
        [edit(image, ['markup', file('markup.png', Buffer.from('no picture'))]), '400 invalid_image_file markup'],
        [editJson({ images: [{ image_url: link('a') }], mask: { image_url: link('m') } }), '200'],
        [editJson({ images: [{ image_url: link('a') }], mask: link('m') }), '400 invalid_image_file mask'],
      ),
    ),
  },
  'REQ-07': {
    dimilinks: answers(
      [generate({}), '200'],
      [generate({ prompt: undefined }), '400 invalid_request_error'],
      [edit(), '400 invalid_request_error'],
      [edit(mask.fits), '400 invalid_request_error'],
    ),
    'gpt-best': answers(
      [generate({}), '400 model'],
      [generate({ model: 'x', prompt: undefined }), '400 prompt'],
      [edit(image), '400 model'],
      [edit(['model', 'x']), '400 image'],
    ),
    apigo: answers(
      [edit(image), '200'],
      [post('//v1/images/edits', form([image])), '400 prompt'],
      [edit(), '400 image'],
    ),
    openai: answers(
      [generate({}), '200'],
      [generate({ prompt: undefined }), '400 missing_required_parameter prompt'],
      [edit(), '400 missing_required_parameter image'],
    ),
  },
  'REQ-08': {
    dimilinks: answers([generate({}), '200'], [generate({ model: 'dall-e-2' }), '400 model_not_found']),
    ezlink: answers([generate({}), '200'], [generate({ model: 'dall-e-2' }), '200']),
    'gpt-best': answers([generate({}), '400 model'], [generate({ model: 'x' }), '200']),
    // Only a GPT image model refuses the field, so the default is one.
    openai: answers([generate({ response_format: 'url' }), '400 unknown_parameter response_format']),
  },
  'REQ-09': {
    dimilinks: answers(
      ...['n', 'size', 'model', 'quality', 'response_format', 'user'].map(
        (name) => [edit(image, [name, '']), '200'] as const,
      ),
    ),
    ezlink: answers(
      [
        edit(image, ...['background', 'response_format', 'quality', 'user', 'mask'].map((name) => [name, ''] as const)),
        '200',
      ],
      [edit(image, ['n', '']), '400 invalid_image_request'],
    ),
    openai: answers(
      ...['background', 'quality', 'size', 'output_format'].map(
        (name) => [edit(image, [name, '']), `400 invalid_value ${name}`] as const,
      ),
      [edit(image, ['mask', '']), '400 invalid_image_file mask'],
    ),
  },
  'REQ-10': {
    dimilinks: shows(size, [edit(['size', '1:1'], ['resolution', '4k'], ...many(2, 'image[]')), '2880x2880']),
    ezlink: shows(address, [
      edit(image, ...['mask', 'background', 'response_format', 'quality', 'user'].map((name) => [name, ''] as const)),
      'http:',
    ]),
    apigo: shows(address, [
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
    openai: shows(address, [edit(['model', 'gpt-image-2'], ...many(4, 'image[]')), 'base64']),
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
      address,
      [generate({ response_format: 'url' }), '/'],
      [generate({ response_format: 'b64_json' }), 'data:'],
    ),
    ezlink: shows(
      address,
      [edit(image, ['response_format', '']), 'http:'],
      [generate({ response_format: 'b64_json' }), 'base64'],
    ),
    'gpt-best': shows(
      address,
      [generate({ model: 'gpt-image-1' }), 'base64'],
      [generate({ model: 'gpt-image-1', response_format: 'url' }), 'http:'],
    ),
    apigo: shows(
      address,
      [generate({ model: 'gpt-image-1' }), 'http:'],
      [generate({ model: 'gpt-image-1', response_format: 'url' }), 'http:'],
      [generate({ model: 'gpt-image-1', response_format: 'b64_json' }), 'base64'],
    ),
    openai: shows(
      address,
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
    openai: answers(
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
    'gpt-best': answers(
      [generate({ model: 'x', quality: 'high' }), '200'],
      [generate({ model: 'x', quality: 'odd' }), '200'],
    ),
    apigo: answers(
      [edit(image, ['quality', 'standard']), '200'],
      [edit(image, ['quality', 'hd']), '400 quality'],
      [generate({ quality: 'hd' }), '200'],
      [generate({ quality: 'xhigh' }), '400 quality'],
    ),
    openai: answers(
      [generate({ model: 'gpt-image-2.5-sunburst', quality: 'xhigh' }), '200'],
      [generate({ model: 'gpt-image-2', quality: 'high' }), '200'],
      [generate({ model: 'gpt-image-2', quality: 'xhigh' }), '400 invalid_value quality'],
      [generate({ model: 'gpt-image-2', quality: 'hd' }), '400 invalid_value quality'],
      [generate({ model: 'gpt-image-2', quality: 'odd' }), '400 invalid_value quality'],
    ),
  },
  'REQ-17': {
    dimilinks: answers([edit(image, ['moderation', 'low']), '200']),
    openai: answers(
      [edit(image, ['moderation', 'low']), '400 unknown_parameter moderation'],
      [editJson({ images: [{ image_url: link('a') }], moderation: 'low' }), '200'],
    ),
  },
  'REQ-18': {
    dimilinks: answers([generate({ user: 'u' }), '200'], [generate({ user: 7 }), '400 invalid_request_error']),
    ezlink: answers([generate({ user: 'u' }), '200'], [generate({ user: 7 }), '400 invalid_image_request']),
    apigo: answers([generate({ user: 'u' }), '200'], [generate({ user: 7 }), '400 user']),
    openai: shows(
      ofPictures(({ json: body }) => body.safety_identifier),
      [generate({ user: 'u' }), 'u'],
      [generate({ user: 'u', safety_identifier: 's' }), 's'],
      [generate({ user: 'u', safety_identifier: '' }), 'u'],
    ),
  },
  'REQ-19': {
    dimilinks: shows(
      manner,
      ...['1', 'true', 'yes', 'on'].map((word) => [generate({}, `?async=${word}`), 'task'] as const),
      [generate({}, '?async=0'), 'pictures'],
      [generate({ wait_for_result: 'false' }), '400 invalid_request_error'],
    ),
    ezlink: shows(
      manner,
      [edit(image, ['stream', 'true']), 'stream'],
      [edit(image, ['stream', 'True']), 'pictures'],
      [edit(image, ['stream', '1']), 'pictures'],
      [generate({ stream: 'true' }), '400 invalid_image_request'],
    ),
    'gpt-best': shows(
      manner,
      [generate({ model: 'x' }, '?async=true'), 'task'],
      [generate({ model: 'x' }, '?async=1'), 'pictures'],
      [generate({ model: 'x' }, '?async=True'), 'pictures'],
    ),
    openai: shows(
      manner,
      [edit(image, ['stream', 'true']), 'stream'],
      [edit(image, ['stream', 'True']), '400 invalid_value stream'],
      [generate({ stream: 'true' }), '400 invalid_value stream'],
    ),
  },
  'REQ-20': {
    dimilinks: answers(
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
