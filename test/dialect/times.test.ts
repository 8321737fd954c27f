import { expect, test } from 'vitest'
import { guessTimeForm, readTime, writeTime } from '../../src/dialect/times.ts'

const ms = Date.parse('2026-11-29T10:05:07.089Z')

test.each([
  ['seconds', 1795946707],
  ['milliseconds', 1795946707089],
  ['iso8601', '2026-11-29T10:05:07.089Z'],
  ['YYYY-MM-DD HH:mm:ss', '2026-11-29 10:05:07'],
  ['DD.MM.YYYY HH:mm', '29.11.2026 10:05'],
  ['YYYY/MM/DD HH:mm:ss.SSS', '2026/11/29 10:05:07.089'],
])('a time of the form %s', (form, written) => {
  expect(writeTime(form, ms)).toBe(written)
  expect(writeTime(form, readTime(form, written) ?? 0)).toBe(written)
})

test.each([
  [1795946707, 'seconds'],
  [1795946707089, 'milliseconds'],
  ['2026-11-29T10:05:07Z', 'iso8601'],
  ['2026-11-29T10:05:07.123456+02:00', 'iso8601'],
  ['2026-11-29 10:05:07', 'YYYY-MM-DD HH:mm:ss'],
  ['2026/11/29 10:05', 'YYYY/MM/DD HH:mm'],
  ['2026-11-29T10:05:07.089', 'YYYY-MM-DDTHH:mm:ss.SSS'],
  ['yesterday', undefined],
  [null, undefined],
])('the form of %s', (value, form) => expect(guessTimeForm(value)).toBe(form))

test('a text of another form is no time', () => {
  expect(readTime('iso8601', '2026-11-29 10:05:07')).toBeUndefined()
  expect(readTime('YYYY-MM-DD HH:mm', '29.11.2026 10:05')).toBeUndefined()
  expect(readTime('seconds', '1795946707')).toBeUndefined()
})
