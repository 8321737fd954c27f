import { describe, expect, test } from 'vitest'
import type { LensPointers } from '../../src/dialect/lens.ts'
import type { Dialect } from '../../src/dialect/schema.ts'
import {
  findBase64Fault,
  findImages,
  imageForm,
  imagesIn,
  inspectImage,
  linkRequest,
  observedItemsPointer,
  observeItem,
} from '../../src/probes/generations/images.ts'
import { samples } from '../../src/probes/requests/samples.ts'

const link = 'https://images.example/fox.png'
const base64 = 'UklG'.repeat(16)
const dataUrl = `data:image/png;base64,${base64}`

test.each<[text: unknown, form: string | undefined]>([
  [link, 'absolute'],
  ['http://images.example/fox?size=1', 'absolute'],
  ['https://images.example/a fox', undefined],
  ['ftp://images.example/fox.png', undefined],
  ['/files/fox.png', 'relative'],
  ['/files/fox.png?sig=a/b', 'relative'],
  ['//images.example/fox.png', undefined],
  ['a red fox', undefined],
  ['', undefined],
  [dataUrl, 'data'],
  ['data:text/plain;base64,Zm94', undefined],
  [base64, 'base64'],
  [base64.slice(0, 63), undefined],
  // A JPEG in base64 begins with a slash.
  [`/9j/${'A'.repeat(64)}`, 'base64'],
  [`${'A'.repeat(62)}==`, 'base64'],
  [`${'A'.repeat(62)}===`, undefined],
  [7, undefined],
  [undefined, undefined],
])('imageForm(%j) is %s', (text, form) => {
  expect(imageForm(text)).toBe(form)
})

const png = Buffer.from(samples.png).toString('base64')

test.each<[text: string, form: string | undefined, fault: string | undefined]>([
  [png, 'base64', undefined],
  [`data:image/png;base64,${png}`, 'data', undefined],
  [png.replace(/.{20}/g, '$&\n'), 'base64', 'its base64 has line breaks or spaces'],
  [`data:image/png;base64,${png.slice(0, 20)}\r\n${png.slice(20)}`, 'data', 'its base64 has line breaks or spaces'],
  [`${png.slice(0, 70).replaceAll('/', '_')}-_`, 'base64', 'its base64 has the alphabet for URLs'],
  [`data:image/png;base64,data:image/png;base64,${png}`, 'data', 'its base64 has characters that base64 lacks'],
  [png.slice(0, 70), 'base64', 'its base64 is cut off, or lacks padding'],
  // Text that is no image may have spaces, and ids may have the letters of base64 for URLs.
  ['a red fox on a green hill '.repeat(4), undefined, 'its base64 has line breaks or spaces'],
  ['task_-'.repeat(12), undefined, 'its base64 has the alphabet for URLs'],
])('%j has the form %s and the fault %j', (text, form, fault) => {
  expect(imageForm(text)).toBe(form)
  expect(findBase64Fault(text)).toBe(fault)
})

describe('findImages finds', () => {
  test.each<
    [
      title: string,
      document: unknown,
      documented: LensPointers,
      expected: { pointer: string | undefined; pointers: string[]; texts: string[] },
    ]
  >([
    [
      'the documented list',
      { data: [{ url: link }], images: [{ url: `${link}?2` }] },
      '/images',
      { pointer: '/images', pointers: ['/images'], texts: [`${link}?2`] },
    ],
    [
      'a documented list of items that hold no image, rather than another list',
      { images: [{ note: 'none' }], data: [link] },
      '/images',
      { pointer: '/images', pointers: ['/images'], texts: [] },
    ],
    [
      'another list, where the documented list is missing',
      { data: [{ url: link }] },
      '/images',
      { pointer: '/data', pointers: ['/data'], texts: [link] },
    ],
    [
      'another list, where the documented list is empty',
      { images: [], data: [{ url: link }] },
      '/images',
      { pointer: '/data', pointers: ['/data'], texts: [link] },
    ],
    [
      'the documented list, empty, where no list holds an image',
      { images: [] },
      '/images',
      { pointer: '/images', pointers: ['/images'], texts: [] },
    ],
    [
      'the innermost list, where a list holds the list',
      { tasks: [{ result: { images: [link] } }] },
      undefined,
      { pointer: '/tasks/0/result/images', pointers: ['/tasks/0/result/images'], texts: [link] },
    ],
    [
      'every place of the same list',
      { data: [link], result: { images: [link] } },
      undefined,
      { pointer: '/data', pointers: ['/data', '/result/images'], texts: [link] },
    ],
    [
      'no list that mixes images with other texts',
      { data: [link, 'a red fox'] },
      undefined,
      { pointer: undefined, pointers: [], texts: [] },
    ],
    ['nothing in a body that is not JSON', undefined, '/data', { pointer: undefined, pointers: [], texts: [] }],
  ])('%s', (_, document, documented, { pointer, pointers, texts }) => {
    const imageList = findImages(document, documented, {})
    expect({ pointer: imageList.pointer, texts: imageList.entries.map(({ text }) => text) }).toEqual({ pointer, texts })
    expect(imageList.pointers).toEqual(pointers)
  })
})

test.each<[item: unknown, lens: Dialect['results']['item'], form: string | undefined, pointer: string | undefined]>([
  [link, {}, 'absolute', ''],
  [{ url: link }, {}, 'absolute', '/url'],
  [{ url: '/fox.png' }, { url: '/url' }, 'relative', '/url'],
  [{ preview: link, original: link }, { url: '/original' }, 'absolute', '/original'],
  [{ original: link }, { url: '/url' }, 'absolute', '/original'],
  [{ b64_json: base64 }, {}, 'base64', '/b64_json'],
  // A data URL under the name of base64 is a form of its own.
  [{ b64_json: dataUrl }, {}, 'base64Data', '/b64_json'],
  [{ b64_json: dataUrl }, { base64: '/b64_json' }, 'base64Data', '/b64_json'],
  [{ url: dataUrl }, {}, 'data', '/url'],
  [{ b64_json: dataUrl }, { url: '/b64_json' }, 'data', '/b64_json'],
])('the image of the item %#', (item, lens, form, pointer) => {
  const [entry] = findImages([item], '', lens).entries
  expect([entry?.form, entry?.pointer]).toEqual([form, pointer])
})

test('an image that stands twice in an item has both pointers', () => {
  const [entry] = imagesIn({ data: [{ url: link, image: { url: link }, other: 'https://images.example/hen.png' }] })
  expect(entry?.pointers).toEqual(['/url', '/image/url'])
})

test.each<[documented: LensPointers, mode: 'verify' | 'discover', pointer: unknown]>([
  ['/data', 'verify', '/data'],
  [['/data', '/images'], 'verify', ['/data', '/images']],
  ['/images', 'verify', '/data'],
  [undefined, 'verify', '/data'],
  [undefined, 'discover', ['/data', '/result']],
])('the observed place of a list that is documented at %j, in mode %s', (documented, mode, pointer) => {
  const list = { pointer: '/data', isList: true, pointers: ['/data', '/result'], entries: [], failures: [] }
  expect(observedItemsPointer(documented, list, mode)).toEqual(pointer)
})

test('observeItem reports one place for links and one for base64', () => {
  const item = { link, copy: link, b64_json: base64 }
  const { entries } = findImages([item, { b64_json: base64 }], '', {})
  expect(observeItem('/results/item', {}, entries, 7)).toEqual([
    { trait: '/results/item/url', value: ['/link', '/copy'], evidence: [7] },
    { trait: '/results/item/base64', value: '/b64_json', evidence: [7] },
  ])
  expect(observeItem('/results/item', { url: ['/url', '/link'] }, entries.slice(0, 1), 7)).toEqual([
    { trait: '/results/item/url', value: ['/url', '/link'], evidence: [7] },
  ])
})

test.each([
  [link, link],
  ['/files/fox.png', '//files/fox.png'],
])('the request of the link %s has the path %s', (text, path) => {
  expect(linkRequest(text)).toEqual({ method: 'GET', path })
})

test.each([
  ['png', { width: 1, height: 1, format: 'png' }],
  ['jpeg', { width: 1, height: 1, format: 'jpeg' }],
  ['webp', { width: 1, height: 1, format: 'webp' }],
  ['gif', { width: 1, height: 1, format: 'gif' }],
] as const)('inspectImage reads a %s', async (format, info) => {
  expect(await inspectImage(samples[format])).toEqual(info)
})

test('inspectImage reports nothing about bytes that are not an image', async () => {
  expect(await inspectImage(Buffer.from('a red fox'))).toEqual({
    width: undefined,
    height: undefined,
    format: undefined,
  })
})
