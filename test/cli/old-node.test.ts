import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { describeOldNode } from '../../bin/old-node.js'

const main = fileURLToPath(new URL('../../bin/proofsheet.js', import.meta.url))

test.each([
  ['18.20.8', 'Proofsheet needs Node 22.18 or newer, and this is Node 18.20: install a newer Node'],
  ['22.17.9', 'Proofsheet needs Node 22.18 or newer, and this is Node 22.17: install a newer Node'],
  ['22.18.0', undefined],
  ['24.21.0', undefined],
  ['25.0.0', undefined],
  ['26.1.0-nightly20261101', undefined],
])('Node %s: %s', (version, fault) => {
  expect(describeOldNode(version, '>=22.18')).toBe(fault)
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
    code: 2,
    stdout: '',
    stderr: 'Proofsheet needs Node 22.18 or newer, and this is Node 20.20: install a newer Node\n',
  })
})
