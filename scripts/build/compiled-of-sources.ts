import { createHash } from 'node:crypto'
import { glob, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { root } from './paths.ts'

/** Sources that compute the prebuilt values, or that say which values there are. */
const sources = 'src/{contract,dialect,scenario,values,http,engine/{validate,model}}/**/*.ts'

/** Returns the folder of the prebuilt values of a clone, whose name has the digest of the sources that compute the values. */
export async function folderOfSources(): Promise<string> {
  const files = ['package-lock.json']
  for await (const file of glob([sources, 'scripts/build/*.ts'], { cwd: root })) files.push(file)
  const texts = await Promise.all(files.sort().map((file) => readFile(join(root, file))))
  const digest = createHash('sha256')
  for (const [index, text] of texts.entries()) digest.update(files[index] ?? '').update(text)
  return join(root, '.cache/compiled', digest.digest('hex').slice(0, 16))
}
