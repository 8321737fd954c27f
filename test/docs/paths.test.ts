import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))
const pages = globSync(['*.md', 'docs/*.md', 'docs/!(node_modules|dist)/**/*.md', '.changeset/README.md'], {
  cwd: root,
}).sort()

/** Lists the paths that a page mentions in code quotes or links to, relative to the repository. */
const findPaths = (page: string, text: string): string[] => {
  const quoted = [...text.matchAll(/`((?:src|test|scripts|docs|openapi|mocks|bench|examples)\/[\w./*-]*)`/g)]
  const linked = [...text.matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)]
  return [...quoted.map(([, path = '']) => path), ...linked.map(([, path = '']) => join(dirname(page), path))]
}

const exists = (path: string) =>
  path.includes('*') ? globSync(path, { cwd: root }).length > 0 : existsSync(join(root, path))

const findMissing = (page: string, text: string) => findPaths(page, text).filter((path) => !exists(path))

test.each(pages)('every path in %s exists', (page) => {
  expect(findMissing(page, readFileSync(join(root, page), 'utf8'))).toEqual([])
})

test('a path that does not exist is reported', () => {
  const text =
    'See `src/nothing.ts`, `docs/*.txt`, `npm test`, [readme](../README.md), [no](no.md) and [web](https://a.example).'
  expect(findMissing('docs/page.md', text)).toEqual(['src/nothing.ts', 'docs/*.txt', 'docs/no.md'])
})

test('the index lists every decision', () => {
  const folder = join(root, 'docs/develop/decisions')
  const index = readFileSync(join(folder, 'README.md'), 'utf8')
  const decisions = globSync('0*.md', { cwd: folder }).sort()
  expect([...index.matchAll(/\((0\d+-[\w-]+\.md)\)/g)].map(([, name]) => name)).toEqual(decisions)
  for (const name of decisions) {
    const [, number, title] = /^# (\d+)\. (.+)\n/.exec(readFileSync(join(folder, name), 'utf8')) ?? []
    expect(index).toContain(`| ${number?.padStart(4, '0')} | [${title}](${name}) |`)
  }
})
