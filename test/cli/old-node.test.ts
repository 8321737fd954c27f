import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { describeOldNode } from '../../src/cli/old-node.ts'

const main = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url))

test.each([
  ['18.20.8', 'Proofsheet needs Node 24.18; this is 18.20: install a newer Node'],
  ['24.17.9', 'Proofsheet needs Node 24.18; this is 24.17: install a newer Node'],
  ['24.18.0', undefined],
  ['24.21.0', undefined],
  ['25.0.0', undefined],
  ['26.1.0-nightly20261101', undefined],
])('Node %s: %s', (version, fault) => {
  expect(describeOldNode(version)).toBe(fault)
})

test('an old Node says in one line which Node the program needs, and loads nothing else', async () => {
  const pretend = `
    Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.20.2' } })
    delete Map.groupBy`
  const run = promisify(execFile)(process.execPath, [
    '--import',
    `data:text/javascript,${encodeURIComponent(pretend)}`,
    main,
    'mock',
  ])
  await expect(run).rejects.toMatchObject({
    code: 1,
    stdout: '',
    stderr: 'Proofsheet needs Node 24.18; this is 20.20: install a newer Node\n',
  })
})
