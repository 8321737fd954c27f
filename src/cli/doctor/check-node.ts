import { readFile } from 'node:fs/promises'
import { describeOldNode } from '../../../bin/old-node.js'
import { loadTypeTools } from '../../contract/type-tools.ts'
import { packageFile } from '../../values/package-file.ts'
import type { Check, CheckResult } from './check.ts'

/** Checks the version of Node. */
export const checkNode: Check = {
  name: 'node',
  async run() {
    const { engines } = JSON.parse(await readFile(packageFile('package.json'), 'utf8')) as { engines: { node: string } }
    return describeNode(process.versions.node, engines.node)
  },
}

/** Judges a version of Node by the required one. */
export function describeNode(version: string, required: string): CheckResult {
  const [message, remedy = ''] = describeOldNode(version, required)?.split(': ') ?? []
  return message === undefined ? { status: 'ok', message: version } : { status: 'fail', message, remedy }
}

/** Loads the packages that `generate` alone needs. */
export const checkGenerate: Check = {
  name: 'generate',
  run: () =>
    loadTypeTools().then(
      ([, { version }]) => ({ status: 'ok', message: `writes types with TypeScript ${version}` }),
      ({ message }: Error) => {
        const [cause = '', remedy = ''] = message.split(': ')
        return { status: 'warn', message: `generate ${cause}`, remedy }
      },
    ),
}
