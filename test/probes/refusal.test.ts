import { describe, expect, test } from 'vitest'
import type { Dialect } from '../../src/dialect/schema.ts'
import type { Answer } from '../../src/probes/ask.ts'
import {
  envelopeOf,
  isSameReason,
  isSameReasonExceptNames,
  type Refusal,
  readRefusal,
  withoutName,
} from '../../src/probes/refusals/refusal.ts'
import { providerOf } from '../support/provider.ts'

const refusal: Refusal = {
  status: 400,
  code: 'invalid_value',
  type: 'invalid_request_error',
  param: 'n',
  message: 'n must be at most 10',
  envelope: 'openai',
}

describe('isSameReason', () => {
  test.each<[title: string, other: Partial<Refusal>, isSame: boolean]>([
    ['an equal refusal', {}, true],
    ['another number in the message', { message: 'n must be at most 9999' }, true],
    ['another text', { message: 'n must be at least 10' }, false],
    ['another status', { status: 422 }, false],
    ['another code', { code: 'unknown_value' }, false],
    ['another type', { type: 'server_error' }, false],
    ['another parameter', { param: 'size' }, false],
    ['another envelope', { envelope: undefined }, false],
  ])('%s', (_, other, isSame) => {
    expect(isSameReason(refusal, { ...refusal, ...other })).toBe(isSame)
  })

  test.each<[first: string, second: string, isSame: boolean]>([
    ['no task 0123456789abcdef', 'no task fedcba98-76543210', true],
    ['no task 0123456789abcdef', 'no task 0123456789abcde', false],
    ['100 of 1000 characters', '7 of 10 characters', true],
    ['', '', true],
  ])('%j and %j', (first, second, isSame) => {
    expect(isSameReason({ ...refusal, message: first }, { ...refusal, message: second })).toBe(isSame)
  })
})

describe('withoutName', () => {
  test.each<[message: string, name: string, expected: string]>([
    ['unknown field size', 'size', 'unknown field *'],
    ['size: size is wrong', 'size', '*: * is wrong'],
    ['unknown field image_size', 'size', 'unknown field image_size'],
    ['unknown field image_1', 'image', 'unknown field image_1'],
    ['image_{n} is wrong', 'image', 'image_{n} is wrong'],
    ['image[0] is wrong', 'image', 'image[0] is wrong'],
    ['options.size is wrong', 'options', 'options.size is wrong'],
    ['options.size is wrong', 'options.size', '* is wrong'],
    ['the size.', 'size', 'the *.'],
    ['image[] is wrong', 'image[]', '* is wrong'],
    ['ftp://a.example/fox.png is no link', 'ftp://a.example/fox.png', '* is no link'],
  ])('%j without %j', (message, name, expected) => {
    expect(withoutName({ ...refusal, message }, name).message).toBe(expected)
  })

  test('the name is also removed from the parameter, if the parameter is a text', () => {
    expect(withoutName({ ...refusal, param: 'size' }, 'size').param).toBe('*')
    expect(withoutName({ ...refusal, param: null }, 'size').param).toBe(null)
  })
})

test.each<[first: Refusal | undefined, second: Refusal | undefined, isSame: boolean]>([
  [
    { ...refusal, param: 'one', message: 'one is unknown' },
    { ...refusal, param: 'two', message: 'two is unknown' },
    true,
  ],
  [
    { ...refusal, param: 'one', message: 'one is unknown' },
    { ...refusal, param: 'two', message: 'two is wrong' },
    false,
  ],
  [
    { ...refusal, param: 'two', message: 'one is unknown' },
    { ...refusal, param: 'two', message: 'two is unknown' },
    false,
  ],
  [undefined, refusal, false],
  [refusal, undefined, false],
  [undefined, undefined, false],
  // A name may be a word of both texts, such as `image` in "at most 9 images, each an image".
  [
    { ...refusal, param: 'one', message: 'one must hold one file' },
    { ...refusal, param: 'two', message: 'two must hold one file' },
    true,
  ],
  [
    { ...refusal, param: 'one', message: 'one must hold one file' },
    { ...refusal, param: 'two', message: 'two must hold one link' },
    false,
  ],
])('isSameReasonExceptNames, row %#', (first, second, isSame) => {
  expect(isSameReasonExceptNames(first, 'one', second, 'two')).toBe(isSame)
})

const errors: Dialect['errors'] = {
  envelopes: {
    plain: { lens: { message: '/error/message' } },
    coded: { lens: { message: '/error/message', code: '/error/code' } },
    numbered: { lens: { message: '/message' }, fixed: { '/code': 400 } },
    typed: { lens: { message: '/detail', type: '/type' } },
  },
  causes: {
    badField: { status: 400, code: 'bad', envelope: 'coded' },
    wrongKey: { status: 401, type: 'auth', envelope: 'typed' },
    unknownRoute: { status: 404, envelope: 'typed' },
  },
}

test.each<[json: unknown, envelope: string | undefined]>([
  [{ error: { message: 'no' } }, 'plain'],
  [{ error: { message: 'no', code: 'bad' } }, 'coded'],
  [{ error: { message: 'no', code: null } }, 'coded'],
  [{ message: 'no', code: 7 }, 'numbered'],
  [{ message: 'no' }, undefined],
  [{ error: { message: 7 } }, undefined],
  [{ detail: 'no' }, 'typed'],
  [{}, undefined],
  ['no', undefined],
  [undefined, undefined],
])('envelopeOf(%j) is %s', (json, envelope) => {
  expect(envelopeOf(errors, json)).toBe(envelope)
})

test('readRefusal reads a refusal through the lens of the envelope, and no success', async () => {
  const { dialect } = await providerOf('openai')
  const answer: Answer = {
    number: 1,
    status: 400,
    receivedAt: 0,
    headers: {},
    json: {
      error: { message: 'n must be at most 10', type: 'invalid_request_error', param: 'n', code: 'invalid_value' },
    },
    bytes: new Uint8Array(),
  }
  const { envelope, ...members } = readRefusal(dialect, answer) ?? {}
  expect(members).toEqual({
    status: 400,
    code: 'invalid_value',
    type: 'invalid_request_error',
    param: 'n',
    message: 'n must be at most 10',
  })
  expect(Object.keys(dialect.errors.envelopes)).toContain(envelope)
  expect(readRefusal(dialect, { ...answer, json: undefined })).toEqual({
    status: 400,
    code: undefined,
    type: undefined,
    param: undefined,
    message: '',
    envelope: undefined,
  })
  expect(readRefusal(dialect, { ...answer, status: 200 })).toBe(undefined)
})
