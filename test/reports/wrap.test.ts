import { expect, test } from 'vitest'
import { wrap } from '../../src/reports/parts/wrap.ts'

test.each([
  ['between words', 'one two three', { width: 7 }, ['one two', 'three']],
  ['with an indent', 'one two three', { width: 9, first: '- ' }, ['- one two', '  three']],
  [
    'a long URL after a slash',
    'https://gateway.example/v1/images/generations',
    { width: 28 },
    ['https://gateway.example/v1/', 'images/generations'],
  ],
  ['a long word without a mark', '012345678901234', { width: 10 }, ['0123456789', '01234']],
  ['Chinese characters take two columns', '图片尺寸不支持图片', { width: 10 }, ['图片尺寸不', '支持图片']],
])('breaks %s', (_, text, options, lines) => {
  expect(wrap(text, options)).toEqual(lines)
})
