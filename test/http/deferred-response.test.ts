import { expect, test } from 'vitest'
import { deferredResponse, materializeResponse, responsePartsOf } from '../../src/http/deferred-response.ts'

const parts = { status: 201, headers: { 'content-type': 'application/json', 'x-name': 'value' }, body: '{"a":1}' }

test('a deferred Response has the members of an ordinary Response', async () => {
  const response = deferredResponse(parts)
  expect(response).toBeInstanceOf(Response)
  expect([response.status, response.ok, response.statusText, response.type, response.bodyUsed]).toEqual([
    201,
    true,
    '',
    'default',
    false,
  ])
  expect([...response.headers]).toEqual([
    ['content-type', 'application/json'],
    ['x-name', 'value'],
  ])
  expect(await response.clone().text()).toBe('{"a":1}')
  expect(await response.json()).toEqual({ a: 1 })
  expect(response.bodyUsed).toBe(true)
})

test('a Response can be created from a deferred Response', async () => {
  const response = deferredResponse(parts)
  const other = new Response(response.body, response)
  expect([other.status, other.headers.get('x-name'), await other.text()]).toEqual([201, 'value', '{"a":1}'])
})

test('the parts are available until the first access to the Response', () => {
  const response = deferredResponse(parts)
  expect(responsePartsOf(response)).toBe(parts)
  response.headers.set('x-name', 'changed')
  expect(responsePartsOf(response)).toBeUndefined()
  expect(materializeResponse(response).headers.get('x-name')).toBe('changed')
})

test('an ordinary Response has no parts and stays unchanged', () => {
  const response = new Response('a')
  expect(responsePartsOf(response)).toBeUndefined()
  expect(materializeResponse(response)).toBe(response)
})
