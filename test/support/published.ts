import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll } from 'vitest'
import { parse, stringify } from 'yaml'
import { startMock } from './mock.ts'

const quarry = fileURLToPath(new URL('../fixtures/quarry', import.meta.url))

// biome-ignore lint/suspicious/noExplicitAny: tests change documents of every shape
export type Published = any

const homes: string[] = []
afterAll(async () => {
  for (const home of homes.splice(0)) await rm(home, { recursive: true })
})

/** Makes a folder for files of one test file. */
export async function createHome(): Promise<string> {
  const home = await mkdtemp(join(tmpdir(), 'published-'))
  homes.push(home)
  return home
}

type ChangeDocument = (document: Published) => void
type ChangeText = (dialect: string) => string

/** Writes a copy of the fixture quarry whose published document and dialect are changed, and returns the folder. */
export async function publish(change: ChangeDocument, changeDialect: ChangeText = (text) => text): Promise<string> {
  const folder = join(await createHome(), 'quarry')
  await cp(quarry, folder, { recursive: true })
  const file = join(folder, 'openapi.yaml')
  const document = parse(await readFile(file, 'utf8'))
  change(document)
  await writeFile(file, stringify(document, { aliasDuplicateObjects: false }))
  const dialect = join(folder, 'dialect.yaml')
  await writeFile(dialect, changeDialect(await readFile(dialect, 'utf8')))
  return folder
}

/** Starts the mock of such a copy at the root. Its paths are under `/api`. */
export const startPublished = async (...changes: Parameters<typeof publish>) =>
  startMock([await publish(...changes)], { atRoot: true, speed: Number.POSITIVE_INFINITY })

/** Operation without state, whose example is its reply. */
export const stateless = (operation: object = {}): object => ({
  responses: { 200: { description: 'ok', content: { 'application/json': { example: { ok: true } } } } },
  ...operation,
})
