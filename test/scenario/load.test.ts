import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadScenarios } from '../../src/scenario/load.ts'
import { startMock } from '../support/mock.ts'
import { ask, generations, under } from './gateways.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'proofsheet-scenarios-'))
})
afterAll(() => rm(folder, { recursive: true }))

async function write(name: string, lines: readonly string[]): Promise<string> {
  const file = join(folder, name)
  await mkdir(join(file, '..'), { recursive: true })
  await writeFile(file, lines.join('\n'))
  return file
}
const refuses = (detail: string) => ['about: Mine.', 'steps:', `  - refuse: { cause: internal, detail: ${detail} }`]
const messageOf = async (options: Parameters<typeof startMock>[1], scenario: string) => {
  const mock = await startMock(['openai'], options)
  return (await mock.send(generations('openai'), ask('openai', {}, under(scenario)))).json.error.message
}

test('a file of the user stands beside those that ship', async () => {
  const scenarios = await loadScenarios([await write('of-mine.yaml', refuses('Mine.'))])
  expect(scenarios.get('of-mine')).toEqual({
    name: 'of-mine',
    about: 'Mine.',
    steps: [{ refuse: { cause: 'internal', detail: 'Mine.' } }],
  })
  expect([...scenarios.keys()]).toEqual([...(await loadScenarios()).keys(), 'of-mine'])
  expect(await messageOf({ scenarios }, 'of-mine')).toBe('Mine.')
})

test('of a folder every .yaml and .yml is taken, in order, and nothing else', async () => {
  await write('two/b.yml', refuses('b'))
  await write('two/a.yaml', refuses('a'))
  await write('two/README.md', ['no scenario'])
  const scenarios = await loadScenarios([join(folder, 'two')])
  expect([...scenarios.keys()].slice(-2)).toEqual(['a', 'b'])
})

test('a file takes the place of a shipped one of the same name, a later one that of an earlier', async () => {
  const first = await write('first/rate-limited.yaml', refuses('First.'))
  const second = await write('second/rate-limited.yml', refuses('Second.'))
  expect(await messageOf({ scenarios: await loadScenarios([first]) }, 'rate-limited')).toBe('First.')
  const scenarios = await loadScenarios([first, second])
  expect(await messageOf({ scenarios }, 'rate-limited')).toBe('Second.')
  expect(scenarios.size).toBe((await loadScenarios()).size)
})

test('steps for one occasion add up, the later over the earlier', async () => {
  const scenarios = await loadScenarios([
    await write('steps.yaml', [
      'about: Two steps.',
      'steps:',
      '  - times: 1',
      '    delay: 5',
      '    refuse: { cause: internal, detail: First. }',
      '  - refuse: { cause: internal, detail: Second. }',
    ]),
  ])
  const mock = await startMock(['openai'], { scenarios })
  const take = async () => {
    const before = mock.clock.now()
    const { json } = await mock.sendFor(5_000, generations('openai'), ask('openai', {}, under('steps')))
    return [json.error.message, mock.clock.now() - before]
  }
  expect([await take(), await take()]).toEqual([
    ['Second.', 5_000],
    ['Second.', 0],
  ])
})

const refuse = (rest: readonly string[]) => ['about: x', 'steps:', '  - refuse:', ...rest]
test.each<[what: string, lines: readonly string[], at: number, says: string]>([
  ['YAML that is none', ['about: x', 'steps: [', '  - {'], 3, ': '],
  ['a key twice', ['about: x', 'about: y', 'steps: [{ delay: 1 }]'], 2, ': Map keys must be unique'],
  ['two documents', ['about: x', '---', 'about: y'], 2, ': Source contains multiple documents'],
  ['nothing', [], 1, ': /: Invalid input: expected object, received null'],
  ['a text', ['hello'], 1, ': /: Invalid input: expected object, received string'],
  ['no about', ['steps:', '  - delay: 1'], 1, ': /about: Invalid input: expected string'],
  ['an empty about', ['steps:', '  - delay: 1', 'about: ""'], 3, ': /about: Too small'],
  ['no step', ['about: x', 'steps: []'], 2, ': /steps: Too small'],
  ['an unknown key', ['about: x', 'steps:', '  - delay: 1', 'stepz: []'], 4, ': /: Unrecognized key: "stepz"'],
  [
    'an unknown verb',
    ['about: x', 'steps:', '  - delay: 1', '    explode: 1'],
    4,
    ': /steps/0: Unrecognized key: "explode"',
  ],
  [
    'a bad cause',
    refuse(['      detail: x', '      cause: nope']),
    5,
    ': /steps/0/refuse/cause: Invalid option: expected one of "missingKey"|',
  ],
  ['no detail', refuse(['      cause: internal']), 4, ': /steps/0/refuse/detail: Invalid input'],
  [
    'an empty step',
    ['about: x', 'steps:', '  - delay: 1', '  - {}'],
    4,
    ': /steps/1: does nothing: give delay, refuse, respond, task, links, cut',
  ],
  [
    'a step of nothing but when',
    ['about: x', 'steps:', '  - on: [poll]', '    times: 1'],
    3,
    ': /steps/0: does nothing',
  ],
  ['no occasion', ['about: x', 'steps:', '  - delay: 1', '    on: []'], 4, ': /steps/0/on: Too small'],
  [
    'an unknown occasion',
    ['about: x', 'steps:', '  - delay: 1', '    on: [tea]'],
    4,
    ': /steps/0/on/0: Invalid option: expected one of "create"|"poll"|"picture"|"other"',
  ],
  [
    'a task at a poll',
    ['about: x', 'steps:', '  - on: [poll]', '    task: { stuck: queued }'],
    3,
    ': /steps/0: task and links belong to a request that creates: leave out on',
  ],
  [
    'links at a picture',
    ['about: x', 'steps:', '  - links: expired', '    on: [create, picture]'],
    3,
    ': /steps/0: task and links belong',
  ],
  ['a delay into the past', ['about: x', 'steps:', '  - delay: -1'], 3, ': /steps/0/delay: Too small'],
  ['times of none', ['about: x', 'steps:', '  - delay: 1', '    times: 0'], 4, ': /steps/0/times: Too small'],
  [
    'pictures of none',
    ['about: x', 'steps:', '  - task:', '      pictures: 0'],
    4,
    ': /steps/0/task/pictures: must not be 0',
  ],
  [
    'more unfinished pictures',
    ['about: x', 'steps:', '  - task:', '      partials: 1'],
    4,
    ': /steps/0/task/partials: Too big',
  ],
  [
    'a share beyond the whole',
    ['about: x', 'steps:', '  - task:', '      fails:', '        { cause: internal, detail: x, at: 2 }'],
    5,
    ': /steps/0/task/fails/at: Too big',
  ],
  [
    'a status that is no failure',
    ['about: x', 'steps:', '  - respond: { status: 200, body: x }'],
    3,
    ': /steps/0/respond/status: Too small',
  ],
])('%s is refused with file and line', async (_what, lines, at, says) => {
  const file = await write('faulty.yaml', lines)
  const error = await loadScenarios([file]).catch((thrown: Error) => thrown)
  const told = (error as Error).message.split('\n')
  expect(told).toContainEqual(expect.stringContaining(`${file}:${at}${says}`))
})

test('every fault of a file is told at once', async () => {
  const file = await write('faults.yaml', ['about: 7', 'steps:', '  - delay: soon', '  - {}'])
  await expect(loadScenarios([file])).rejects.toThrow(
    [
      `${file}:1: /about: Invalid input: expected string, received number`,
      `${file}:3: /steps/0/delay: Invalid input: expected number, received string`,
      `${file}:4: /steps/1: does nothing: give delay, refuse, respond, task, links, cut`,
    ].join('\n'),
  )
})

// Open: the error of the YAML library is passed on as it is, without file and line.
test('an alias that leads nowhere is refused with file and line', async () => {
  const file = await write('alias.yaml', ['about: *nowhere', 'steps: [{ delay: 1 }]'])
  await expect(loadScenarios([file])).rejects.toThrow(`${file}:1: `)
})

test.each(['Bad_Name.yaml', 'två.yaml', '-dash.yaml', 'x.json', 'none.yaml'])(
  '%s is no name for a scenario',
  async (name) => {
    const file = await write(name, refuses('x'))
    await expect(loadScenarios([file])).rejects.toThrow(
      `${file}: the name of a scenario's file must be lower-case letters, digits and dashes, and not none`,
    )
  },
)

test('a place that is not there is told', async () => {
  const file = join(folder, 'nowhere.yaml')
  await expect(loadScenarios([file])).rejects.toThrow(`there is no scenario file or folder ${file}`)
})
