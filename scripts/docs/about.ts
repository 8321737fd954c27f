import { join } from 'node:path'
import { z } from 'zod'
import { readYaml } from '../../src/contract/load.ts'
import { defaultPage } from '../../src/dialect/default-source.ts'
import type { Provider } from '../../src/dialect/provider.ts'

/** Schema of `about.yaml` of a provider. */
const about = z.strictObject({
  about: z.string().min(1),
  pages: z.record(z.string(), z.strictObject({ title: z.string().min(1), url: z.url().optional() })),
})

/** Page of a gateway's documents. */
interface CitedPage {
  readonly title: string
  readonly url?: string | undefined
}

/** Sentence about a gateway, and the pages that its dialect cites. */
export interface About {
  readonly about: string
  readonly pages: Readonly<Record<string, CitedPage>>
}

/** Reads `about.yaml` of a provider. Throws if the dialect cites a page that is missing, or a page is not cited. */
export async function readAbout({ folder, dialect }: Pick<Provider, 'folder' | 'dialect'>): Promise<About> {
  const file = join(folder, 'about.yaml')
  const stated = await readYaml(file).catch(() => {
    throw new Error(
      `${file}: missing or no YAML: write a sentence about the gateway, and the pages that its dialect cites`,
    )
  })
  const read = about.parse(stated)
  const cited = new Set(Object.values(dialect.sources).flatMap(({ page }) => pageNames(read, page, file)))
  for (const name of Object.keys(read.pages))
    if (!cited.has(name)) throw new Error(`${file}: no source of dialect.yaml cites ${name}: remove the page`)
  return read
}

/** Lists the names of the pages that a source cites: `GEN` and `TASK` for `GEN §2, TASK`. Parts such as `L2205` are places. */
export function pageNames({ pages }: About, page: string, file = 'about.yaml'): string[] {
  if (page === defaultPage) return []
  const names = page.split(', ').flatMap((part) => {
    const name = [part, part.split(' ')[0] ?? ''].find((candidate) => Object.hasOwn(pages, candidate))
    return name ?? (/^L\d/.test(part) ? [] : [undefined])
  })
  if (names.includes(undefined))
    throw new Error(
      `${file}: /pages: no page "${page}", which a source of dialect.yaml cites: add its title and address`,
    )
  return [...new Set(names)] as string[]
}
