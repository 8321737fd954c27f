/** Writes the generated files, or with --check fails when one is stale. */
import { readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { dialectSchema } from '../src/dialect/schema.ts'

const generated: Record<string, () => string> = {
  'openapi/dialect.schema.json': () => {
    const schema = z.toJSONSchema(dialectSchema, { io: 'input' })
    const note = 'Generated from src/dialect/schema.ts by npm run generate. Do not edit.'
    return `${JSON.stringify({ $comment: note, ...schema }, null, 2)}\n`
  },
}

const isCheck = process.argv.includes('--check')
for (const [name, write] of Object.entries(generated)) {
  const file = fileURLToPath(new URL(`../${name}`, import.meta.url))
  const wanted = write()
  const found = await readFile(file, 'utf8').catch(() => '')
  if (found === wanted) continue
  if (!isCheck) await writeFile(file, wanted)
  console.log(isCheck ? `${name} is stale: run npm run generate` : `${name} written`)
  if (isCheck) process.exitCode = 1
}
