import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { glob, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { dist, root } from './paths.ts'

/** Builds the inspector page with Vite into a folder. Returns the paths of all files that were bundled. */
export async function buildInspector(target = join(dist, 'inspector')): Promise<string[]> {
  const { build } = await import('vite')
  const result = await build({
    root: join(root, 'src/inspector'),
    base: '/_proofsheet/page/',
    configFile: false,
    logLevel: 'warn',
    build: { outDir: target, emptyOutDir: true, target: 'es2022', modulePreload: false, reportCompressedSize: false },
  })
  const outputs = [result].flat().flatMap((one) => ('output' in one ? one.output : []))
  return outputs.flatMap((file) => (file.type === 'chunk' ? Object.keys(file.modules) : []))
}

/**
 * Builds the inspector of a clone, unless the sources have not changed since the last build. Returns the folder of the built page,
 * whose name has the digest of the sources.
 */
export async function buildInspectorOfSources(): Promise<string> {
  const digest = createHash('sha256')
  const files: string[] = []
  for await (const file of glob('src/{inspector,ui}/**/*.*', { cwd: root })) files.push(file)
  for (const file of files.sort()) digest.update(file).update(await readFile(join(root, file)))
  const target = join(root, '.cache/inspector', digest.digest('hex').slice(0, 16))
  if (!existsSync(join(target, 'index.html'))) await buildInspector(target)
  return target
}
