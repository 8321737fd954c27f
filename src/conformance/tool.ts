import { readFile } from 'node:fs/promises'
import { packageFile } from '../values/package-file.ts'
import type { Report } from './report.ts'

/** Returns the name and version of this package, as reports state them. */
export async function readTool(): Promise<Report['tool']> {
  const text = await readFile(packageFile('package.json'), 'utf8')
  const { name, version } = JSON.parse(text) as Report['tool']
  return { name, version }
}
