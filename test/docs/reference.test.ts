import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { loadScenarios } from '../../src/scenario/load.ts'
import { under } from '../scenario/gateways.ts'
import { startMock } from '../support/mock.ts'

const readPage = (name: string) =>
  readFileSync(fileURLToPath(new URL(`../../docs/reference/${name}.md`, import.meta.url)), 'utf8')

/** Text below a heading of the third level, up to the next heading. */
const below = (page: string, heading: string) =>
  page
    .split(`\n### ${heading}\n`)[1]
    ?.split(/\n#{2,3} /)[0]
    ?.trim()

test('the reference has each scenario once', async () => {
  const names = [...readPage('scenarios').matchAll(/^### (.+)$/gm)].map(([, name]) => name)
  expect(names.sort()).toEqual([...(await loadScenarios()).keys()].sort())
})

test('a scenario has its sentence, its effects, and the status of each gateway', () => {
  expect(below(readPage('scenarios'), 'poll-rate-limited')).toBe(
    [
      'The first two polls of a key hit the rate limit.',
      '',
      '- Applies to polls. The first 2 of a key.',
      "- The request is refused as _too many requests_, in the gateway's own error format: `Too many requests in this minute.`",
      '- Status: 429 at every gateway.',
      '- _chaos_',
    ].join('\n'),
  )
  expect(below(readPage('scenarios'), 'upstream-failed')).toContain(
    '- The task fails after 50 % of its time as _upstream failure_',
  )
  expect(below(readPage('scenarios'), 'gateway-timeout')).toContain('- The response comes 1 minute later.')
})

test.each([
  ['openai', 'insufficient-balance', 429],
  ['ezlink', 'insufficient-balance', 401],
  ['dimilinks', 'upstream-limited', 503],
])('the mock of %s answers the scenario %s with the status that the reference states', async (id, scenario, status) => {
  const names: Record<string, string> = { openai: 'OpenAI', ezlink: 'EZLink AI API', dimilinks: 'DimiLinks' }
  expect(below(readPage('scenarios'), scenario)).toMatch(new RegExp(`\\b${status} \\([^)]*${names[id]}`))
  const mock = await startMock([id])
  const reply = await mock.send(`/${id}/v1/images/generations`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...under(scenario) },
    body: JSON.stringify({ model: 'gpt-image-2', prompt: 'A red fox' }),
  })
  expect(reply.status).toBe(status)
})

test('the reference of the admin API has each operation of the document', () => {
  const page = readPage('admin-api')
  expect(below(page, 'POST /_proofsheet/clock/advance')).toBe(
    [
      'Move the clock forward, frozen or not.',
      '',
      '| parameter | place | type | meaning |',
      '| --- | --- | --- | --- |',
      '| `world` | query | text | Id of a world, as the journal shows it. The request concerns only this world, as with its key. |',
      '| `seconds` (required) | query | number | Time by which the clock moves. |',
      '',
      '| status | meaning | body |',
      '| --- | --- | --- |',
      '| `200` | The state of the clock. | [ClockMembers](#clockmembers) |',
    ].join('\n'),
  )
  expect([...page.matchAll(/^### (GET|POST|PUT|DELETE) /gm)]).toHaveLength(31)
  expect(page).toContain('| `startsAt` | number or null | Milliseconds since 1970. Null if the task never starts. |')
})

test('the reference of flags has the default and the variable of a flag, and each command', () => {
  const page = readPage('flags')
  expect(page).toContain(
    '- `--port <number>`: port to listen on; 0 picks a free port. Default: `4010`. <small>`PROOFSHEET_PORT`</small>',
  )
  expect(page).toContain(
    '- `--keys <list>`: API keys to accept, separated by commas. Default: any key. <small>`PROOFSHEET_KEYS`</small>',
  )
  expect([...page.matchAll(/^## (.+)$/gm)].map(([, name]) => name)).toEqual(
    expect.arrayContaining(['mock', 'verify', 'generate', 'compare', 'record', 'replay', 'init', 'probe', 'doctor']),
  )
})

test('the reference of exit codes has a meaning for each', () => {
  const page = readPage('exit-codes')
  expect(page).toContain('| 4 | verify saw less than `--min-observed`, too little for a verdict. |')
  expect([...page.matchAll(/^\| \d+ \| .+ \|$/gm)]).toHaveLength(7)
})
