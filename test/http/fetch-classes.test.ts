import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { inheritFrom, standInFor } from '../../src/http/fetch-classes.ts'

const source = fileURLToPath(new URL('../../src/http/deferred-response.ts', import.meta.url))

/** Runs statements about a deferred response `response` in a process, and returns what they leave in `seen`. */
const run = (statements: string): unknown =>
  JSON.parse(
    execFileSync(
      process.execPath,
      [
        '--input-type=module',
        '--eval',
        `import { deferredResponse, responsePartsOf } from ${JSON.stringify(source)}
        const response = deferredResponse({ status: 201, headers: { 'x-fox': 'red' }, body: 'fox' })
        const isLoaded = () => process.moduleLoadList.some((name) => name.includes('undici'))
        ${statements}
        console.log(JSON.stringify(seen))`,
      ],
      { encoding: 'utf8' },
    ),
  )

test('a deferred response loads the classes of fetch only for those who ask for a member or for the class', () => {
  expect(
    run('const seen = [(await (async () => response)()) === response, responsePartsOf(response).body, isLoaded()]'),
  ).toEqual([true, 'fox', false])
  expect(
    run('const seen = [response.status, response.headers.get("x-fox"), await response.text(), isLoaded()]'),
  ).toEqual([201, 'red', 'fox', true])
  expect(
    run('const seen = [response instanceof Response, "bodyUsed" in response, response.missing === undefined]'),
  ).toEqual([true, true, true])
})

test('an object inherits from a class of fetch as if from the start', () => {
  const headers: object = {}
  inheritFrom('Headers', headers)
  expect(headers instanceof Headers).toBe(true)
  expect(headers).toHaveProperty('get')
})

test('a class that stands for Request makes requests', async () => {
  class Marked extends standInFor('Request') {
    readonly mark = 'fox'
  }
  const request = new Marked('http://mock.example/', { method: 'POST', body: 'red' })
  expect(request instanceof Request).toBe(true)
  expect([request.mark, await (request as unknown as Request).text()]).toEqual(['fox', 'red'])
})
