import { expect, test } from 'vitest'
import { deferredResponse, materializeResponse, responsePartsOf } from '../src/http/deferred-response.ts'

const parts = { status: 201, headers: { 'content-type': 'application/json', 'x-name': 'value' }, body: '{"a":1}' }

test('a light Response is a Response, and shows what one shows', async () => {
  const light = deferredResponse(parts)
  expect(light).toBeInstanceOf(Response)
  expect([light.status, light.ok, light.statusText, light.type, light.bodyUsed]).toEqual([
    201,
    true,
    '',
    'default',
    false,
  ])
  expect([...light.headers]).toEqual([
    ['content-type', 'application/json'],
    ['x-name', 'value'],
  ])
  expect(await light.clone().text()).toBe('{"a":1}')
  expect(await light.json()).toEqual({ a: 1 })
  expect(light.bodyUsed).toBe(true)
})

test('another can be made of it', async () => {
  const light = deferredResponse(parts)
  const other = new Response(light.body, light)
  expect([other.status, other.headers.get('x-name'), await other.text()]).toEqual([201, 'value', '{"a":1}'])
})

test('its parts are there until somebody looks at it', () => {
  const light = deferredResponse(parts)
  expect(responsePartsOf(light)).toBe(parts)
  light.headers.set('x-name', 'changed')
  expect(responsePartsOf(light)).toBeUndefined()
  expect(materializeResponse(light).headers.get('x-name')).toBe('changed')
})

test('a Response that is none is itself', () => {
  const response = new Response('a')
  expect(responsePartsOf(response)).toBeUndefined()
  expect(materializeResponse(response)).toBe(response)
})
