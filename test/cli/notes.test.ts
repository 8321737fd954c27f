import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { callCli } from '../support/call-cli.ts'
import { startCli } from '../support/cli.ts'
import { createHome, publish, stateless } from '../support/published.ts'

const warning =
  'the type "String" is no type of JSON: read as "string" (#/paths/~1a/get/parameters/0/schema/type and 1 more)'

const odd = () =>
  publish(({ paths }) => {
    const parameters = [{ name: 'x', in: 'query', schema: { type: 'String' } }]
    for (const path of ['/a', '/b']) paths[path] = { get: stateless({ operationId: 'same', parameters }) }
  })

test('generate, merge and mock warn once of each kind of fault in a document, and work', async () => {
  const [folder, cwd] = [await odd(), await createHome()]
  const file = join(folder, 'openapi.yaml')
  const mock = startCli(['mock', '--provider', folder, '--port', '0'], { cwd })
  await mock.printed('Open http')
  mock.interrupt()
  const runs = [
    callCli(['generate', '--spec', file, '--out', 'out'], { cwd }),
    callCli(['merge', file, '--out', 'merged.yaml'], { cwd }),
    mock.ended,
  ]
  const results = await Promise.all(runs)
  expect(results.map(({ code }) => code)).toEqual([0, 0, 0])
  for (const { output } of results) {
    expect(output).toContain(warning)
    expect(output).toContain('several operations have the operationId "same": numbered')
  }
  expect(await readFile(join(cwd, 'out/types.ts'), 'utf8')).toContain('same2: {')
})

test('merge names a document in the folder at hand after the folder', async () => {
  const { output } = await callCli(['merge', 'openapi.yaml', '--out', 'merged.yaml'], { cwd: await odd() })
  expect(output).toContain('merged quarry: one source, nothing to compare')
})
