import { describe, expect, test } from 'vitest'
import { fitText } from '../../src/engine/images/fit-text.ts'
import { fitFirst, shorten } from '../../src/engine/images/letters.ts'

const none: ReadonlySet<string> = new Set()
/** Breaks a text at one size of 10 pixels, at which a line has about 17 small letters and the box has 10 lines. */
const lines = (text: string, missing = none) => fitText(text, { width: 100, height: 135, sizes: [10], missing }).lines

describe('lines of a prompt', () => {
  test.each<[what: string, text: string, expected: readonly string[]]>([
    ['one line', 'A fox', ['A fox']],
    ['line breaks of every kind', 'a\nb\r\nc\rd\u2028e', ['a', 'b', 'c', 'd', 'e']],
    ['an empty line', 'a\n\nb', ['a', '', 'b']],
    ['indentation and tabs', '- a\n  - b\n\tc', ['- a', '  - b', '    c']],
    ['spaces and lines at the end', 'a \n\n', ['a']],
    ['a line that is too long', 'the quick brown fox jumps', ['the quick brown fox', 'jumps']],
    ['a word that is too long', 'a'.repeat(30), ['a'.repeat(16), 'a'.repeat(14)]],
    ['Chinese without spaces', '一只红色的狐狸在雪地里跑', ['一只红色的狐狸在雪地', '里跑']],
    ['a family, never in two', '👩‍👩‍👧‍👦'.repeat(9), ['👩‍👩‍👧‍👦'.repeat(8), '👩‍👩‍👧‍👦']],
    ['flags, never in two', '🇩🇪🇨🇳🇺🇸🇩🇪🇨🇳🇺🇸🇩🇪🇨🇳🇺🇸', ['🇩🇪🇨🇳🇺🇸🇩🇪🇨🇳🇺🇸🇩🇪🇨🇳', '🇺🇸']],
    ['nothing', '', ['']],
  ])('%s', (_what, text, expected) => {
    expect(lines(text)).toEqual(expected)
  })

  test('a letter that no font has takes the width of its box', () => {
    const flags = '🇩🇪'.repeat(5)
    expect(lines(flags)).toEqual([flags])
    expect(lines(flags, new Set('🇩🇪'))).toEqual(['🇩🇪'.repeat(4), '🇩🇪'])
  })

  test('twenty lines are drawn where there is room, smaller than one line', () => {
    const box = { width: 900, height: 800, sizes: [60, 40, 25], missing: none }
    const twenty = Array.from({ length: 20 }, (_, index) => `Line ${index + 1}`)
    expect(fitText(twenty.join('\n'), box)).toEqual({ lines: twenty, size: 25 })
    expect(fitText('Line 1', box)).toEqual({ lines: ['Line 1'], size: 60 })
  })

  test('what has no room is counted', () => {
    expect(lines(`${'ab c\n'.repeat(12)}end`)).toEqual([...Array(9).fill('ab c'), '… 12 more characters'])
    expect(lines('x '.repeat(8000)).at(-1)).toMatch(/^… \d+ more characters$/)
  })

  test('a box for one line ends with an ellipsis', () => {
    expect(fitText('a\nb', { width: 100, height: 10, sizes: [10], missing: none }).lines).toEqual(['a …'])
  })
})

test.each<[text: string, em: number, expected: string]>([
  ['fox.png', 8, 'fox.png'],
  ['a-very-long-name-of-a-file.png', 8, 'a-very-…ile.png'],
  ['狐狸狐狸狐狸.png', 5, '狐狸…png'],
])('%s keeps its beginning and its end in %d em', (text, em, expected) => {
  expect(shorten(text, em)).toBe(expected)
})

test('the first text with room is shown', () => {
  expect(fitFirst(['640x480, 5.7 kB', '640x480'], 9)).toBe('640x480, 5.7 kB')
  expect(fitFirst(['640x480, 5.7 kB', '640x480'], 5)).toBe('640x480')
  expect(fitFirst(['not fetched', ''], 3)).toBe('n…ed')
})
