import { expect, test } from 'vitest'
import { findField, jsonLines } from '../../src/ui/json-lines.ts'

const body = { size: '1x1', input: { size: 1 }, image: ['a', 'b'], 'image[]': 'c', 'a/b': 2 }

test.each([
  ['size', '/size'],
  ['/size', '/size'],
  ['input.size', '/input/size'],
  ['image[1]', '/image/1'],
  ['image[]', '/image[]'],
  ['a/b', '/a~1b'],
  ['prompt', undefined],
])('the field %s has the pointer %s', (field, pointer) => {
  expect(findField(jsonLines(body), field)).toBe(pointer)
})

test('a value is written line by line, with the pointer of each line', () => {
  expect(jsonLines({ size: '1x1', n: [1], none: {} })).toEqual([
    { text: '{', pointer: '' },
    { text: '  "size": "1x1",', pointer: '/size' },
    { text: '  "n": [', pointer: '/n' },
    { text: '    1', pointer: '/n/0' },
    { text: '  ],', pointer: '/n' },
    { text: '  "none": {}', pointer: '/none' },
    { text: '}', pointer: '' },
  ])
})
