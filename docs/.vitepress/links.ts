import { readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import type { MarkdownRenderer } from 'vitepress'

const docs = join(import.meta.dirname, '..')
const root = join(docs, '..')

/** Address of the repository's files for readers, without a slash at the end. Undefined while package.json names no repository. */
const repository = readRepository()

/**
 * Changes links to files outside of this folder, which are no pages of the site: they lead to the repository if package.json names
 * it, and else stay as text.
 */
export function linkOutside(md: MarkdownRenderer): void {
  md.core.ruler.push('outside', ({ tokens, env }) => {
    const page: string = env.realPath ?? env.path
    for (const { children } of tokens) {
      let isText = false
      for (const token of children ?? []) {
        if (token.type === 'link_open') {
          const path = outsidePath(page, token.attrGet('href') ?? '')
          isText = path !== undefined && repository === undefined
          if (path !== undefined && repository !== undefined) token.attrSet('href', `${repository}/${path}`)
        }
        if (!isText) continue
        if (token.type === 'link_open') Object.assign(token, { tag: 'span', attrs: null })
        if (token.type === 'link_close') {
          token.tag = 'span'
          isText = false
        }
      }
    }
  })
}

/** Finds the path in the repository of a link that leaves the folder of the pages. */
function outsidePath(page: string, href: string): string | undefined {
  if (!href.startsWith('.')) return undefined
  const target = join(page, '..', href)
  return relative(docs, target).startsWith('..') ? relative(root, target) : undefined
}

function readRepository(): string | undefined {
  const { repository } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const url: string | undefined = repository?.url ?? repository
  return url?.replace(/^git\+/, '').replace(/\.git$/, '/blob/main')
}
