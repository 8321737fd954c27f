import { join } from 'node:path'
import { readYaml } from '../../src/contract/load.ts'
import { defaultPage } from '../../src/dialect/default-source.ts'
import { type About, splitPage } from '../../src/dialect/pages.ts'
import { parseAbout } from '../../src/dialect/parse-about.ts'
import type { Provider } from '../../src/dialect/provider.ts'

/** Reads `about.yaml` of a provider. Throws if the dialect cites a page that is missing, or a page is not cited. */
export async function readAbout({ folder, dialect }: Pick<Provider, 'folder' | 'dialect'>): Promise<About> {
  const file = join(folder, 'about.yaml')
  const stated = await readYaml(file).catch(() => {
    throw new Error(
      `${file}: missing or no YAML: write a sentence about the gateway, and the pages that its dialect cites`,
    )
  })
  const read = parseAbout(stated)
  const cited = new Set(Object.values(dialect.sources).flatMap(({ page }) => pageNames(read, page, file)))
  for (const name of Object.keys(read.pages))
    if (!cited.has(name)) throw new Error(`${file}: no source of dialect.yaml cites ${name}: remove the page`)
  return read
}

/** Lists the names of the pages that a source cites: `GEN` and `TASK` for `GEN §2, TASK`. Parts such as `L2205` are places. */
export function pageNames({ pages }: About, page: string, file = 'about.yaml'): string[] {
  if (page === defaultPage) return []
  const names = splitPage(pages, page).flatMap(({ name, text }) => name ?? (/^L\d/.test(text) ? [] : [undefined]))
  if (names.includes(undefined))
    throw new Error(
      `${file}: /pages: no page "${page}", which a source of dialect.yaml cites: add its title and address`,
    )
  return [...new Set(names)] as string[]
}
