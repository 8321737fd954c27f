import { readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { expect, test } from 'vitest'
import { shippedIds } from '../../src/dialect/provider.ts'
import { loadScenarios } from '../../src/scenario/load.ts'
import { callCli } from '../support/call-cli.ts'

/** Compares facts that pages state with the program. */

const read = (page: string) => readFile(new URL(`../../${page}`, import.meta.url), 'utf8')

test.each(['README.md', 'README.zh.md'])('%s tells how many gateways there are', async (page) => {
  const [, count] = /\[(\d+) (?:gateways|个网关)\]/.exec(await read(page)) ?? []
  expect(count).toBe(String((await shippedIds()).length))
})

test.each(['docs/guide/see-it-fail.md', 'docs/zh/guide/see-it-fail.md'])(
  '%s lists each scenario once',
  async (page) => {
    const rows = [...(await read(page)).matchAll(/^\| (`[a-z-]+`(?:[,、] ?`[a-z-]+`)*) \|/gm)]
    const names = rows.flatMap(([, cell = '']) => [...cell.matchAll(/`([a-z-]+)`/g)].map(([, name]) => name))
    expect(names.sort()).toEqual([...(await loadScenarios()).keys()].sort())
  },
)

test.each([
  ['docs/guide/mock.md', 'mock'],
  ['docs/zh/guide/mock.md', 'mock'],
  ['docs/guide/verify.md', 'verify'],
  ['docs/zh/guide/verify.md', 'verify'],
  ['docs/guide/probe.md', 'probe'],
  ['docs/guide/client.md', 'generate'],
])('each flag in the tables of %s is one of %s', async (page, command) => {
  const rows = (await read(page)).split('\n').filter((line) => line.startsWith('| `--'))
  const flags = rows.flatMap((row) => (row.split(' | ')[0] ?? '').match(/--[a-z-]+/g) ?? [])
  expect(flags.length).toBeGreaterThan(2)
  const { output } = await callCli([command, '--help'], { cwd: tmpdir() })
  expect(flags.filter((flag) => !new RegExp(`${flag}\\b`).test(output))).toEqual([])
})

test.each([
  ['mock openai', 'mock takes no argument "openai"'],
  ['mock --provider x', 'unknown provider "x"'],
])('the page about troubles has the message of %s', async (command, message) => {
  const { output } = await callCli(command.split(' '), { cwd: tmpdir() })
  expect(output).toContain(message)
  expect(await read('docs/guide/troubleshooting.md')).toContain(`\`${message}\``)
})

test('the picture of the READMEs has the counts of the present report', async () => {
  const { output } = await callCli(['compare', 'dimilinks', '--against', 'openai'], { cwd: tmpdir() })
  const counts = /breaks (\d+), loses (\d+), differs (\d+)/.exec(output)?.slice(1)
  for (const page of ['README.md', 'README.zh.md']) {
    const [, words = ''] = /!\[(.+?)\]\(docs\/public\/move\.png\)/.exec(await read(page)) ?? []
    expect(words.match(/\d+/g)?.slice(0, 3)).toEqual(counts)
  }
})
