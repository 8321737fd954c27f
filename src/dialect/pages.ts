import { join } from 'node:path'
import { readYaml } from '../contract/load.ts'
import { defined } from '../values/defined.ts'

/** Page of a gateway's documents. */
export interface CitedPage {
  readonly title: string
  readonly url?: string | undefined
}

/** Pages of a gateway's documents by short name, such as `GEN`. */
export type CitedPages = Readonly<Record<string, CitedPage>>

/** Sentence about a gateway, and the pages that its dialect cites, by short name. */
export interface About {
  readonly about: string
  readonly pages: CitedPages
}

/** Reads the pages of a provider's folder; none if the folder has no `about.yaml` of the known form. */
export async function readPages(folder: string): Promise<CitedPages> {
  const { parseAbout } = await import('./parse-about.ts')
  return readYaml(join(folder, 'about.yaml'))
    .then(parseAbout)
    .then(
      ({ pages }) => pages,
      () => ({}),
    )
}

/** A part of the page of a source, with the short name of the page if the part has one. */
export interface PagePart {
  readonly text: string
  readonly name?: string
}

/** Splits the page of a source into its parts: `GEN §2, TASK` cites `GEN` and `TASK`. */
export const splitPage = (pages: CitedPages, page: string): PagePart[] =>
  page.split(', ').map((text) => {
    const name = [text, text.split(' ')[0] ?? ''].find((candidate) => Object.hasOwn(pages, candidate))
    return { text, ...(name !== undefined && { name }) }
  })

/** Returns the titles of the pages that a source cites, and the address of the first page that has one; undefined without a title. */
export function namePage(pages: CitedPages, page: string): CitedPage | undefined {
  const parts = splitPage(pages, page)
  if (!parts.some(({ name }) => name !== undefined)) return undefined
  const titles = parts.map(({ text, name }) =>
    name === undefined ? text : `${pages[name]?.title}${text.slice(name.length)}`,
  )
  return {
    title: titles.join(', '),
    ...defined({ url: parts.flatMap(({ name }) => (name ? (pages[name]?.url ?? []) : []))[0] }),
  }
}
