import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { typeErrors } from '../public/surface.ts'
import { startCli } from '../support/cli.ts'
import { blocksOf, isShown } from './support/blocks.ts'
import { runPage, type SharedMocks } from './support/run-page.ts'
import { prepareWorkshop, workshop } from './support/workshop.ts'

/** Follows the pages for users: each code block is run, or says why not. */

const root = fileURLToPath(new URL('../..', import.meta.url))
const read = (page: string) => readFileSync(join(root, page), 'utf8')

/** Pages for users. `examples.test.ts` follows the pages for contributors. */
const folders = ['README*.md', 'docs/{guide,reference,gateways}/*.md', 'docs/zh/**/*.md']
/** Pages that only `npm run test:long` follows: those with slow commands, and those that resemble others. */
const long =
  /^docs\/(guide\/(add-a-gateway|client|in-tests|move|one-contract|paid-twice|probe|record|scale-out|see-it-fail|verify|watch)\.md|zh\/|gateways\/)/
const pages = globSync(folders, { cwd: root })
  .filter((page) => process.env.LONG || !long.test(page))
  .filter((page) => blocksOf(read(page)).length > 0)
  .sort()

let shared: SharedMocks
const stops: (() => Promise<unknown>)[] = []
beforeAll(async () => {
  await prepareWorkshop()
  const start = async (...flags: string[]) => {
    const mock = startCli(['mock', '--port', '0', ...flags], { cwd: workshop })
    stops.push(() => {
      mock.kill('SIGTERM')
      return mock.ended
    })
    await mock.printed('Press Ctrl-C')
    return /http:\/\/127\.0\.0\.1:\d+/.exec(mock.output())?.[0] ?? ''
  }
  const [gateway, plain] = await Promise.all([start('--speed', 'instant', '--keys', 'sk-your-key'), start()])
  shared = { gateway, plain }
}, 60_000)
afterAll(() => Promise.all(stops.map((stop) => stop())))

const notRun: string[] = []
describe('a reader who follows the page sees what the page says', () => {
  test.concurrent.for(pages)('%s', { timeout: 120_000 }, async (page) => {
    notRun.push(...(await runPage(page, read(page), shared)))
  })
})

test('the programs of all pages have the right types', () => {
  console.log(`${notRun.length} code blocks are not run:\n${notRun.sort().join('\n')}`)
  const files = globSync('*/**/*.{ts,mts}', { cwd: workshop, exclude: ['node_modules/**', '**/src/**'] })
  expect(files.length).toBeGreaterThan(0)
  expect(typeErrors(files.map((file) => join(workshop, file)))).toEqual([])
})

test.each([
  ['a\nb', 'a\nb', true],
  ['a\nb', 'a\nc', false],
  ['id img_1 done', 'id … done', true],
  ['id\nimg_1 done', 'id … done', false],
  ['a\nb\nc\nd', 'a\n…\nd', true],
  ['a\nb\nc\nd', 'a\n…\ne', false],
  [`${'a\n'.repeat(40)}b`, '…\na\n…\na…\n…\nc', false],
])('printed %j, shown %j: %s', (printed, shown, expected) => {
  expect(isShown(printed, shown)).toBe(expected)
})
