import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatPointer, parsePointer } from '../../src/contract/pointer.ts'
import { readThrough, writeThrough } from '../../src/dialect/lens.ts'

test('pointers are read and written with their escapes', () => {
  expect(parsePointer('/a~1b/~0/0')).toEqual(['a/b', '~', '0'])
  expect(formatPointer(['a/b', '~', 0])).toBe('/a~1b/~0/0')
  expect(parsePointer('')).toEqual([])
})

test('values are written at every pointer of the lens, and fixed members fill the remaining places', () => {
  const lens = { id: ['/id', '/data/0/task_id'], state: '/data/0/status', error: '/error/code' }
  const document = writeThrough(lens, { id: 't1', state: 'queued', other: 1 }, { '/code': 200, '/error': '' })
  expect(document).toEqual({ id: 't1', data: [{ task_id: 't1', status: 'queued' }], code: 200, error: '' })
  expect(readThrough(lens, document)).toEqual({ id: 't1', state: 'queued' })
})

test('the empty pointer is the whole document', () => {
  expect(writeThrough({ url: '' }, { url: 'https://x.example/a.png' })).toBe('https://x.example/a.png')
})

test('a lens reads the values that it wrote', () => {
  const name = fc.stringMatching(/^[a-z~/][a-z0-9~/]{0,6}$/)
  // No place lies inside another, because each field is below a different name.
  const places = fc.uniqueArray(fc.tuple(name, fc.array(name, { maxLength: 3 })), {
    minLength: 1,
    maxLength: 6,
    selector: ([head]) => head,
  })
  fc.assert(
    fc.property(places, fc.array(fc.jsonValue(), { minLength: 6, maxLength: 6 }), (paths, values) => {
      const lens = Object.fromEntries(paths.map(([head, tail], i) => [`field${i}`, formatPointer([head, ...tail])]))
      const sent = Object.fromEntries(paths.map((_, i) => [`field${i}`, values[i]]))
      expect(readThrough(lens, writeThrough(lens, sent))).toEqual(sent)
    }),
  )
})
