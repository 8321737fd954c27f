import { afterEach, describe, expect, test, vi } from 'vitest'
import { createLog, type LogFlags } from '../../src/cli/log/create-log.ts'
import { describeViolation } from '../../src/cli/log/describe-violation.ts'
import { createExchangeFormatter } from '../../src/cli/log/exchange-line.ts'
import type { ExchangeSummary } from '../../src/engine/request/exchange-summary.ts'

const generation: ExchangeSummary = {
  ...{ method: 'POST', path: '/v1/images/generations', status: 429, durationMs: 2.4, provider: 'lumen' },
  ...{ operation: 'POST /images/generations', world: 'ab12', keyTail: '…9f2c', scenario: 'rate-limited' },
  ...{ refusal: 'rateLimited', task: 'img_1' },
}
const health: ExchangeSummary = { method: 'GET', path: '/_proofsheet/healthz', status: 200, durationMs: 0.6 }

const refused: ExchangeSummary = {
  ...{ method: 'POST', path: '/v1/images/edits', status: 400, durationMs: 12, keyTail: '…9f2c' },
  ...{ refusal: 'badField', field: 'size', message: 'Expected\none of 1024x1024,\u001b[31m 512x512.' },
}

test.each<[summary: ExchangeSummary, isDetailed: boolean, line: string]>([
  [generation, false, 'POST /v1/images/generations 429 2 ms …9f2c [rate-limited] rateLimited'],
  [
    generation,
    true,
    'POST /v1/images/generations 429 2 ms …9f2c [rate-limited] rateLimited provider lumen operation POST /images/generations world ab12 task img_1',
  ],
  [refused, false, 'POST /v1/images/edits 400 12 ms …9f2c badField size: Expected one of 1024x1024, [31m 512x512.'],
  [
    { ...refused, message: 'Invalid size: 1x1.' },
    false,
    'POST /v1/images/edits 400 12 ms …9f2c badField: Invalid size: 1x1.',
  ],
  [
    { ...refused, message: 'x'.repeat(200) },
    false,
    `POST /v1/images/edits 400 12 ms …9f2c badField size: ${'x'.repeat(104)}…`,
  ],
  [health, true, 'GET /_proofsheet/healthz 200 1 ms'],
  [{ ...health, status: undefined }, false, 'GET /_proofsheet/healthz broken 1 ms'],
])('an exchange is one short line', (summary, isDetailed, line) => {
  expect(createExchangeFormatter(isDetailed)(summary)).toBe(line)
})

test('lines in a terminal have columns, and end at its right edge', () => {
  const format = createExchangeFormatter(false, { isTTY: true, columns: 100 })
  const long = { ...refused, message: 'x'.repeat(200) }
  const summaries = [generation, { ...health, path: '/v1/models' }, refused, { ...generation, status: undefined }, long]
  expect(summaries.map(format)).toEqual([
    'POST /v1/images/generations 429      2 ms …9f2c [rate-limited] rateLimited',
    'GET  /v1/models             200      1 ms',
    'POST /v1/images/edits       400     12 ms …9f2c badField size: Expected one of 1024x1024, [31m 512x512.',
    'POST /v1/images/generations broken   2 ms …9f2c [rate-limited] rateLimited',
    `POST /v1/images/edits       400     12 ms …9f2c badField size: ${'x'.repeat(44)}…`,
  ])
})

test('colours show the class of a status', () => {
  const format = createExchangeFormatter(false, { isTTY: true, hasColors: () => true })
  const colours = [200, 304, 429, 502, undefined].map((status) =>
    format({ ...health, status })
      .split('\u001b[')[1]
      ?.slice(0, 2),
  )
  expect(colours).toEqual(['32', '36', '33', '31', '31'])
  expect(createExchangeFormatter(false, { isTTY: true, hasColors: () => false })(health)).not.toContain('\u001b')
})

test('a violation is one line, with three findings at most', () => {
  const violation = { provider: 'lumen', operation: 'POST /images', status: 200 }
  const findings = ['a must be string', 'b must be array', 'c is missing', 'd is missing', 'e is missing'].map(
    (message) => ({ path: [], code: 'any', message }),
  )
  expect(describeViolation({ ...violation, findings: findings.slice(0, 1) })).toBe(
    'lumen POST /images: the response with status 200 violates the contract: a must be string',
  )
  expect(describeViolation({ ...violation, findings })).toMatch(
    /: a must be string; b must be array; c is missing; 2 more$/,
  )
})

afterEach(() => {
  vi.restoreAllMocks()
})

/** Says everything to a log. Returns the lines of standard output and of standard error. */
async function sayAll(flags: Partial<LogFlags>, isTerminal: boolean) {
  const [out, errors]: [string[], string[]] = [[], []]
  vi.spyOn(console, 'log').mockImplementation((text: string) => void out.push(text))
  vi.spyOn(console, 'error').mockImplementation((text: string) => void errors.push(text))
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => out.push(...String(text).trim().split('\n')) > 0)
  const before = process.stdout.isTTY
  process.stdout.isTTY = isTerminal
  try {
    const log = await createLog({ logFormat: 'text', quiet: false, ...flags }, ['hush-hush'])
    log.announce('banner', { url: 'http://x' })
    log.warn('warning about hush-hush')
    log.error(Object.assign(new Error('fault'), { stack: 'fault with hush-hush' }))
    log.exchange?.(generation)
    log.exchange?.(health)
    return { out, errors, announces: log.announces }
  } finally {
    process.stdout.isTTY = before
  }
}

const warning = 'warning about [redacted]'
const fault = 'fault with [redacted]'
const line = createExchangeFormatter(false)(generation)
const details = [generation, health].map(createExchangeFormatter(true))
/** A terminal has columns. */
const aligned = 'POST /v1/images/generations 429      2 ms …9f2c [rate-limited] rateLimited'

test.each<[flags: Partial<LogFlags>, isTerminal: boolean, out: string[], errors: string[]]>([
  [{}, true, ['banner', aligned], [warning, fault]],
  [{}, false, ['banner'], [warning, fault]],
  [{ logLevel: 'info' }, false, ['banner', line], [warning, fault]],
  [{ logLevel: 'debug' }, false, ['banner', ...details], [warning, fault]],
  [{ logLevel: 'warn' }, true, ['banner'], [warning, fault]],
  [{ logLevel: 'error' }, true, ['banner'], [fault]],
  [{ logLevel: 'silent' }, true, [], []],
  [{ quiet: true }, true, [], [fault]],
])('text with %j, on a terminal: %s', async (flags, isTerminal, out, errors) => {
  expect(await sayAll(flags, isTerminal)).toEqual({ out, errors, announces: out.includes('banner') })
})

describe('JSON', () => {
  test.each<[flags: Partial<LogFlags>, levels: string[]]>([
    [{}, ['info banner', `warn ${warning}`, `error ${fault}`, 'info request']],
    [{ logLevel: 'debug' }, ['info banner', `warn ${warning}`, `error ${fault}`, 'info request', 'debug request']],
    [{ logLevel: 'warn' }, [`warn ${warning}`, `error ${fault}`]],
    [{ quiet: true }, [`error ${fault}`]],
    [{ logLevel: 'silent' }, []],
  ])('with %j has one object a line', async (flags, levels) => {
    const { out, errors, announces } = await sayAll({ logFormat: 'json', ...flags }, false)
    const said = out.map((text) => JSON.parse(text) as { level: string; msg: string })
    expect(said.map(({ level, msg }) => `${level} ${msg}`)).toEqual(levels)
    expect([errors, announces]).toEqual([[], levels.includes('info banner')])
  })

  test('has the facts of a request as members', async () => {
    const { out } = await sayAll({ logFormat: 'json' }, false)
    expect(JSON.parse(out[0] ?? '')).toMatchObject({ msg: 'banner', url: 'http://x' })
    expect(JSON.parse(out[3] ?? '')).toMatchObject({ ...generation, time: expect.any(Number) })
  })
})
