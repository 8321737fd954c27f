import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readAbout } from '../../scripts/docs/about.ts'
import { cite } from '../../scripts/docs/cite.ts'
import { providerOf } from '../support/provider.ts'

const about = `about: A gateway.
pages:
  GEN: { title: Generations, url: https://gateway.example/generations }
  NOTE: { title: A note }
`

/** Reads a file about a gateway whose dialect cites the pages. */
async function readCiting(...pages: readonly string[]) {
  const folder = await mkdtemp(join(tmpdir(), 'proofsheet-about-'))
  await writeFile(join(folder, 'about.yaml'), about)
  const { dialect } = await providerOf('openai')
  const sources = Object.fromEntries(
    pages.map((page, index) => [`/images/n/${index}`, { page, basis: 'documented' as const }]),
  )
  return readAbout({ folder, dialect: { ...dialect, sources } })
}

test('each part of a source is a page, with a place behind the name or without', async () => {
  const read = await readCiting('GEN §2, NOTE', 'GEN L10, L12')
  expect(cite(read, { page: 'GEN §2, NOTE', basis: 'documented' })).toBe('[Generations][GEN], A note')
  expect(cite(read, { page: 'GEN L10, L12', basis: 'inferred' })).toBe('[Generations][GEN], inferred')
  expect(cite(read, { page: 'GEN', basis: 'open' })).toBe('assumed')
  expect(cite(read, undefined)).toBe('not in the documents')
})

test('a page that the file lacks, and a page that no source cites, are errors', async () => {
  await expect(readCiting('GEN', 'NOTE', 'ERR')).rejects.toThrow(
    '/pages: no page "ERR", which a source of dialect.yaml cites: add its title and address',
  )
  await expect(readCiting('GEN')).rejects.toThrow('no source of dialect.yaml cites NOTE: remove the page')
})

test('a provider without the file is an error', async () => {
  const { dialect } = await providerOf('openai')
  await expect(readAbout({ folder: '/nowhere', dialect })).rejects.toThrow(
    '/nowhere/about.yaml: missing or no YAML: write a sentence about the gateway, and the pages that its dialect cites',
  )
})
