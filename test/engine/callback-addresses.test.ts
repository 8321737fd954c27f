/** Addresses to which a mock sends callbacks, and what the list of callbacks keeps of them. */
import { describe, expect, test } from 'vitest'
import type { CallbackOptions } from '../../src/engine/callbacks/options.ts'
import { createMock } from '../../src/engine/mock.ts'
import { json, type Reply, startMock } from '../support/mock.ts'
import { providerOf } from '../support/provider.ts'

const paint = { model: 'gpt-image-2', prompt: 'a fox' }

/** Lets a task with the address end, and returns its callback and the warnings of the mock. */
async function callBack(webhook: string, callbacks: CallbackOptions = {}, headers: Record<string, string> = {}) {
  const warnings: string[] = []
  const onWarning = (message: string) => void warnings.push(message)
  const { send, bare, clock } = await startMock(['apimart'], { atRoot: true, callbacks, onWarning })
  expect(await send('/v1/images/generations', json({ ...paint, webhook }, headers))).toMatchObject({ status: 200 })
  await clock.advance(300_000)
  const [callback] = (await bare('/_proofsheet/callbacks')).json.callbacks
  const attempts: (string | number)[] = callback.attempts.map(({ status, error }: Reply['json']) => error ?? status)
  return { url: callback.url, outcome: callback.outcome, attempts, warnings }
}

const advice = (host: string) => `callbacks to ${host} are not allowed: start the mock with --callbacks ${host}`
const isPrivate = (host: string, address: string) =>
  `${host} has the private address ${address}, to which nothing is sent: use a public address, or start the mock with --callbacks ${address}`
const admin = 'the address is the admin API of a mock: send the address of a receiver'
const closed = /^no response from .*: (ECONNREFUSED|ECONNRESET|EADDRNOTAVAIL|ENETUNREACH|EHOSTUNREACH)$/

describe('an address is refused at once, and tried once', () => {
  test.each<[what: string, url: string, options: CallbackOptions, reason: string]>([
    ['a host that is not listed', 'https://receiver.example/a', {}, advice('receiver.example')],
    ['a private address', 'http://10.0.0.1/hook', {}, advice('10.0.0.1')],
    ['a link-local address', 'http://169.254.169.254/x', {}, advice('169.254.169.254')],
    ['an address of IPv6', 'http://[fd00::1]/x', {}, advice('[fd00::1]')],
    ['this machine, at a mock that others reach', 'http://localhost:9/', { loopback: false }, advice('localhost')],
    ['this machine, where every host is listed', 'http://[::1]:9/', { loopback: false, hosts: ['*'] }, advice('[::1]')],
    ['a private address of every host', 'http://10.0.0.1:9/', { hosts: ['*'] }, isPrivate('10.0.0.1:9', '10.0.0.1')],
    ['IPv4 in IPv6', 'http://[::ffff:a00:1]:9/', { hosts: ['*'] }, isPrivate('[::ffff:a00:1]:9', '::ffff:a00:1')],
    ['IPv4 in the old form', 'http://[::7f00:1]:9/', { hosts: ['*'] }, isPrivate('[::7f00:1]:9', '::7f00:1')],
    ['the admin API', 'http://127.0.0.1:4010/%5Fproofsheet/reset', {}, admin],
    [
      'an address with a password',
      'http://a:b@127.0.0.1/',
      {},
      'the address has a user name or a password: send an address without them',
    ],
  ])('%s', async (_what, url, options, reason) => {
    const { outcome, attempts, warnings } = await callBack(url, options)
    expect([outcome, attempts]).toEqual(['refused', [reason]])
    expect(warnings).toEqual([expect.stringMatching(/^A callback to \S+ was refused: /)])
    expect(warnings[0]).toContain(reason)
  })
})

describe('an address that is listed is tried', () => {
  test.each<[url: string, options: CallbackOptions]>([
    ['http://127.0.0.1:9/', {}],
    ['http://localhost:9/', { loopback: false, hosts: ['localhost'] }],
    ['http://[::1]:9/', { loopback: false, hosts: ['[::1]'] }],
    ['http://127.0.0.2:9/', { loopback: false, hosts: ['127.0.0.2'] }],
  ])('%s %o', async (url, options) => {
    const { outcome, attempts, warnings } = await callBack(url, options)
    expect(outcome).toBe('ended')
    expect(attempts).toEqual(Array.from({ length: 4 }, () => expect.stringMatching(closed)))
    expect(warnings).toEqual([expect.stringMatching(/was given up after 4 attempts: no response from /)])
  })
})

test('a mock does not start with an address of the account to which it can send nothing', async () => {
  const providers = [await providerOf('apimart')]
  const startWith = (callbacks: CallbackOptions) => createMock({ providers, callbacks })
  await expect(startWith({ url: 'receiver' })).rejects.toThrow(
    'no callback can be sent to the address of the account: the address is no http or https URL: send a whole URL',
  )
  await expect(startWith({ url: 'http://10.0.0.1/x' })).rejects.toThrow(advice('10.0.0.1'))
  await expect(startWith({ url: 'http://127.0.0.1:4010/%5fproofsheet/x/1%zz' })).rejects.toThrow(admin)
  await expect(startWith({ url: 'http://127.0.0.1/x' })).resolves.toBeDefined()
  await expect(startWith({ hosts: ['a/b'] })).rejects.toThrow('invalid host "a/b": expected a bare host name')
})

test.each<[from: string, headers: Record<string, string>, isRefused: boolean]>([
  ['another site', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }, true],
  ['a page without an origin', { origin: 'null' }, true],
  ['another site that hides its origin', { 'sec-fetch-site': 'cross-site' }, true],
  ['a page of this machine', { origin: 'http://localhost:3000', 'sec-fetch-site': 'cross-site' }, false],
  ['no page', {}, false],
])('a request of %s to call this machine', async (_from, headers, isRefused) => {
  const { outcome, attempts } = await callBack('http://127.0.0.1:9/', {}, headers)
  expect(outcome).toBe(isRefused ? 'refused' : 'ended')
  expect(attempts).toContainEqual(
    isRefused ? expect.stringMatching(/^a page of another site must not cause callbacks to 127/) : expect.any(String),
  )
})

describe('the list of callbacks', () => {
  test('hides the key of the caller in the host and in errors', async () => {
    const { url, attempts } = await callBack('http://sk-test.example/a?token=t', { hosts: ['*.other'] })
    expect(url).toBe('http://[redacted].example/a/callback?token=[redacted]')
    expect(attempts).toEqual([advice('[redacted].example')])
  })

  test('has the origin of an address that is too long', async () => {
    const { url, outcome, attempts } = await callBack(`http://127.0.0.1:9/${'a'.repeat(30_000)}`)
    expect([url, outcome]).toEqual(['http://127.0.0.1:9/', 'refused'])
    expect(attempts).toEqual(['the address has 30028 characters: send at most 2048'])
  })
})
