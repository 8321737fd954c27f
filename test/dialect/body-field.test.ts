import { expect, test } from 'vitest'
import { fieldParts, paramName, readField, toJsonBody } from '../../src/dialect/body-field.ts'

test('a name that starts with a slash is a place inside the body, and any other name a field of the body', () => {
  const body = toJsonBody([
    ['model', 'slate-1'],
    ['/input/prompt', 'a fox'],
    ['/input/images/0/url', 'https://img.example/a.png'],
    ['a/b', 1],
    ['/x~1y', 2],
    ['/input/prompt', 'a hen'],
  ])
  expect(body).toEqual({
    model: 'slate-1',
    input: { prompt: 'a hen', images: [{ url: 'https://img.example/a.png' }] },
    'a/b': 1,
    'x/y': 2,
  })
  expect(['model', '/input/prompt', 'a/b', '/x~1y'].map((name) => readField(body, name))).toEqual([
    'slate-1',
    'a hen',
    1,
    2,
  ])
})

test('a nested field is absent where the path ends early', () => {
  expect(
    [{}, { input: 'a fox' }, { input: null }, { input: [] }].map((body) => readField(body, '/input/prompt')),
  ).toEqual([undefined, undefined, undefined, undefined])
})

test('refusals join the parts of a nested name by dots', () => {
  expect(['prompt', 'image[]', '/input/prompt', '/messages/0/x~1y'].map(paramName)).toEqual([
    'prompt',
    'image[]',
    'input.prompt',
    'messages.0.x/y',
  ])
  expect(fieldParts('/messages/0/x~1y')).toEqual(['messages', '0', 'x/y'])
})
