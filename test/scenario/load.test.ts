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
const refusingScenario = (detail: string) => [
  'about: Mine.',
  'steps:',
  `  - refuse: { cause: internal, detail: ${detail} }`,
]
const messageOf = async (options: Parameters<typeof startMock>[1], scenario: string) => {
  const mock = await startMock(['openai'], options)
  return (await mock.send(generations('openai'), ask('openai', {}, under(scenario)))).json.error.message
}

test("a user's scenario is added to the shipped scenarios", async () => {
  const scenarios = await loadScenarios([await write('of-mine.yaml', refusingScenario('Mine.'))])
  expect(scenarios.get('of-mine')).toEqual({
    name: 'of-mine',
    about: 'Mine.',
    steps: [{ refuse: { cause: 'internal', detail: 'Mine.' } }],
  })
  expect([...scenarios.keys()]).toEqual([...(await loadScenarios()).keys(), 'of-mine'])
  expect(await messageOf({ scenarios }, 'of-mine')).toBe('Mine.')
})

test('a folder gives every .yaml and .yml file, in order, and nothing else', async () => {
  await write('two/b.yml', refusingScenario('b'))
  await write('two/a.yaml', refusingScenario('a'))
  await write('two/README.md', ['no scenario'])
  const scenarios = await loadScenarios([join(folder, 'two')])
  expect([...scenarios.keys()].slice(-2)).toEqual(['a', 'b'])
})

test('a file replaces the shipped scenario of the same name, and a later file an earlier one', async () => {
  const first = await write('first/rate-limited.yaml', refusingScenario('First.'))
  const second = await write('second/rate-limited.yml', refusingScenario('Second.'))
  expect(await messageOf({ scenarios: await loadScenarios([first]) }, 'rate-limited')).toBe('First.')
  const scenarios = await loadScenarios([first, second])
  expect(await messageOf({ scenarios }, 'rate-limited')).toBe('Second.')
  expect(scenarios.size).toBe((await loadScenarios()).size)
})

test('several steps for one request add up, and a later step overrides an earlier one', async () => {
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
  const send = async () => {
    const before = mock.clock.now()
    const { json } = await mock.sendFor(5_000, generations('openai'), ask('openai', {}, under('steps')))
    return [json.error.message, mock.clock.now() - before]
  }
  expect([await send(), await send()]).toEqual([
    ['Second.', 5_000],
    ['Second.', 0],
  ])
})

const refuse = (rest: readonly string[]) => ['about: x', 'steps:', '  - refuse:', ...rest]
test.each<[name: string, lines: readonly string[], line: number, message: string]>([
  ['invalid YAML', ['about: x', 'steps: [', '  - {'], 3, ': '],
  ['a duplicate key', ['about: x', 'about: y', 'steps: [{ delay: 1 }]'], 2, ': Map keys must be unique'],
  ['two documents', ['about: x', '---', 'about: y'], 2, ': Source contains multiple documents'],
  ['an empty file', [], 1, ': /: Invalid input: expected object, received null'],
  ['a text', ['hello'], 1, ': /: Invalid input: expected object, received string'],
  ['no about', ['steps:', '  - delay: 1'], 1, ': /about: Invalid input: expected string'],
  ['an empty about', ['steps:', '  - delay: 1', 'about: ""'], 3, ': /about: Too small'],
  ['no step', ['about: x', 'steps: []'], 2, ': /steps: Too small'],
  ['an unknown key', ['about: x', 'steps:', '  - delay: 1', 'stepz: []'], 4, ': /: Unrecognized key: "stepz"'],
  [
    'an unknown effect',
    ['about: x', 'steps:', '  - delay: 1', '    explode: 1'],
    4,
    ': /steps/0: Unrecognized key: "explode"',
  ],
  [
    'an unknown cause',
    refuse(['      detail: x', '      cause: nope']),
    5,
    ': /steps/0/refuse/cause: Invalid option: expected one of "missingKey"|',
  ],
  ['no detail', refuse(['      cause: internal']), 4, ': /steps/0/refuse/detail: Invalid input'],
  [
    'an empty step',
    ['about: x', 'steps:', '  - delay: 1', '  - {}'],
    4,
    ': /steps/1: has no effect: give at least one of delay, refuse, respond, task, answer, lost, links, items, cut',
  ],
  [
    'a step without an effect',
    ['about: x', 'steps:', '  - on: [poll]', '    times: 1'],
    3,
    ': /steps/0: has no effect',
  ],
  ['no kind of request', ['about: x', 'steps:', '  - delay: 1', '    on: []'], 4, ': /steps/0/on: Too small'],
  [
    'an unknown kind of request',
    ['about: x', 'steps:', '  - delay: 1', '    on: [tea]'],
    4,
    ': /steps/0/on/0: Invalid option: expected one of "create"|"poll"|"image"|"other"',
  ],
  [
    'a task at a poll',
    ['about: x', 'steps:', '  - on: [poll]', '    task: { stuck: queued }'],
    3,
    ': /steps/0: task, answer, lost, links, callback apply to create requests only: remove "on", or leave only create in it',
  ],
  [
    'links at an image request',
    ['about: x', 'steps:', '  - links: expired', '    on: [create, image]'],
    3,
    ': /steps/0: task, answer, lost, links, callback apply',
  ],
  ['a negative delay', ['about: x', 'steps:', '  - delay: -1'], 3, ': /steps/0/delay: Too small'],
  ['zero times', ['about: x', 'steps:', '  - delay: 1', '    times: 0'], 4, ': /steps/0/times: Too small'],
  [
    'zero more images',
    ['about: x', 'steps:', '  - task:', '      images: 0'],
    4,
    ': /steps/0/task/images: must not be 0',
  ],
  [
    'more partial images',
    ['about: x', 'steps:', '  - task:', '      partials: 1'],
    4,
    ': /steps/0/task/partials: Too big',
  ],
  [
    'a fraction above 1',
    ['about: x', 'steps:', '  - task:', '      fails:', '        { cause: internal, detail: x, at: 2 }'],
    5,
    ': /steps/0/task/fails/at: Too big',
  ],
  [
    'a status of success',
    ['about: x', 'steps:', '  - respond: { status: 200, body: x }'],
    3,
    ': /steps/0/respond/status: Too small',
  ],
])('%s is refused with file and line', async (_name, lines, line, message) => {
  const file = await write('faulty.yaml', lines)
  const error = await loadScenarios([file]).catch((thrown: Error) => thrown)
  const faults = (error as Error).message.split('\n')
  expect(faults).toContainEqual(expect.stringContaining(`${file}:${line}${message}`))
})

test('the error lists every fault of a file', async () => {
  const file = await write('faults.yaml', ['about: 7', 'steps:', '  - delay: soon', '  - {}'])
  await expect(loadScenarios([file])).rejects.toThrow(
    [
      `${file}:1: /about: Invalid input: expected string, received number`,
      `${file}:3: /steps/0/delay: Invalid input: expected number, received string`,
      `${file}:4: /steps/1: has no effect: give at least one of delay, refuse, respond, task, answer, lost, links, items, cut`,
    ].join('\n'),
  )
})

test('an unresolved alias is refused with file and line', async () => {
  const file = await write('alias.yaml', ['about: *nowhere', 'steps: [{ delay: 1 }]'])
  await expect(loadScenarios([file])).rejects.toThrow(`${file}:1: unresolved alias *nowhere`)
})

test.each([
  ['Bad_Name.yaml', 'Bad_Name'],
  ['två.yaml', 'två'],
  ['-dash.yaml', '-dash'],
  ['x.json', 'x.json'],
  ['none.yaml', 'none'],
])('%s is an invalid name for a scenario', async (fileName, name) => {
  const file = await write(fileName, refusingScenario('x'))
  await expect(loadScenarios([file])).rejects.toThrow(
    `${file}: invalid scenario name "${name}": expected lower-case letters, digits and dashes, and not "none"`,
  )
})

test('a missing file is refused', async () => {
  const file = join(folder, 'nowhere.yaml')
  await expect(loadScenarios([file])).rejects.toThrow(`scenario file or folder not found: ${file}`)
})
