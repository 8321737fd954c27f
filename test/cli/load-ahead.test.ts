/** How a mock loads what its first requests need, while nobody asks. */
import { tmpdir } from 'node:os'
import { expect, test } from 'vitest'
import { runWhenIdle } from '../../src/cli/parts/run-when-idle.ts'
import { watchTraffic } from '../../src/cli/parts/watch-traffic.ts'
import { createManualClock } from '../../src/time/clock.ts'
import { startCli } from '../support/cli.ts'

/** Starts steps, the second of which fails. `answer` ends the latest request. */
function start() {
  const clock = createManualClock()
  const ending = new AbortController()
  const taken: string[] = []
  const take = (name: string) => async () => void taken.push(name)
  const fail = async () => {
    taken.push('failing')
    throw new Error('it failed')
  }
  const waiting: (() => void)[] = []
  const { handler, traffic } = watchTraffic(
    () => new Promise((resolve) => waiting.push(() => resolve(new Response('done')))),
  )
  const ended = runWhenIdle([take('first'), fail, take('last')], traffic, ending.signal, clock)
  const ask = () => handler(new Request('http://localhost/'))
  return { clock, taken, ask, answer: () => waiting.pop()?.(), ended, end: () => ending.abort() }
}

test('an idle server takes all steps, although one fails', async () => {
  const { clock, taken, ended } = start()
  await clock.advance(504)
  expect(taken).toEqual([])
  await clock.advance(20)
  await ended
  expect(taken).toEqual(['first', 'failing', 'last'])
})

test('no step is taken while a request is under way, and for a while after', async () => {
  const { clock, taken, ask, answer } = start()
  const response = ask()
  await clock.advance(60_000)
  expect(taken).toEqual([])
  answer()
  await response
  await clock.advance(504)
  expect(taken).toEqual([])
  await clock.advance(20)
  expect(taken).toEqual(['first', 'failing', 'last'])
})

test('a request between two steps puts off the second', async () => {
  const { clock, taken, ask, answer } = start()
  await clock.advance(506)
  expect(taken).toEqual(['first'])
  const response = ask()
  answer()
  await response
  await clock.advance(400)
  expect(taken).toEqual(['first'])
  await clock.advance(200)
  expect(taken).toEqual(['first', 'failing', 'last'])
})

test('no step is taken once the server ends', async () => {
  const { clock, taken, ended, end } = start()
  await clock.advance(506)
  end()
  await ended
  expect(taken).toEqual(['first'])
})

/** Says on the standard error which of two libraries a program loads. */
const announceLoads = `import { registerHooks } from 'node:module'
registerHooks({ load(url, context, next) {
  const [name] = url.match(/prism-http\\/dist\\/index\\.js$|sharp\\/(lib|dist)\\/index\\.m?js$/) ?? []
  if (name) console.error('loads ' + name.split('/')[0])
  return next(url, context)
} })`

test('a mock without requests loads Prism and sharp, shows nothing of that, and ends at a signal', async () => {
  const program = startCli(['mock', '--port', '0', '--provider', 'dimilinks', '--log-format', 'json'], {
    cwd: tmpdir(),
    env: { NODE_OPTIONS: `--import ${JSON.stringify(`data:text/javascript,${encodeURIComponent(announceLoads)}`)}` },
  })
  await program.printed('Press Ctrl-C')
  expect(program.output()).not.toContain('loads ')
  await program.printed('loads sharp')
  await program.printed('loads prism-http')
  const [url = ''] = program.output().match(/http:\/\/127\.0\.0\.1:\d+/) ?? []
  const read = async (path: string) => (await fetch(`${url}/_proofsheet/${path}`)).text()
  expect(await read('metrics')).toContain('\nproofsheet_images_drawn 0\n')
  expect(JSON.parse(await read('journal'))).toEqual({ entries: [] })
  expect(JSON.parse(await read('tasks'))).toMatchObject({ tasks: [] })
  program.kill('SIGTERM')
  const { code, output } = await program.ended
  expect([code, output.includes('"level":"error"')]).toEqual([0, false])
})
