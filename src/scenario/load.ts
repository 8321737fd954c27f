import { readdir, readFile, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { formatPointer } from '../contract/pointer.ts'
import { readCompiled } from '../dialect/prebuilt.ts'
import type { Scenario } from './schema.ts'
import { none } from './wish.ts'

export type Scenarios = ReadonlyMap<string, Scenario>

/** The folder of the scenarios that come with the package. */
export const shippedScenarios = fileURLToPath(new URL('../../mocks/scenarios', import.meta.url))

/**
 * The shipped scenarios and those of the files and folders given, by name, which is the file's; a later one of the same
 * name takes the place of an earlier. Throws with file and line of each fault.
 */
export async function loadScenarios(places: readonly string[] = []): Promise<Scenarios> {
  const shipped = await shippedFiles()
  const compiled = await readCompiled<[string, Scenario][]>('scenarios', shipped)
  const files = [...(compiled ? [] : shipped), ...(await Promise.all(places.map(filesAt))).flat()]
  const loaded = await Promise.all(files.map(loadScenario))
  return new Map([...(compiled ?? []), ...loaded.map((scenario): [string, Scenario] => [scenario.name, scenario])])
}

export const shippedFiles = (): Promise<string[]> => filesAt(shippedScenarios)

async function filesAt(place: string): Promise<string[]> {
  const entry = await stat(place).catch(() => {
    throw new Error(`there is no scenario file or folder ${place}`)
  })
  if (!entry.isDirectory()) return [place]
  const inside = await readdir(place, { withFileTypes: true })
  const files = inside.filter((each) => !each.isDirectory() && /\.ya?ml$/.test(each.name))
  return files.map(({ name }) => join(place, name)).sort()
}

const nameOf = (file: string) => basename(file).replace(/\.ya?ml$/, '')

async function loadScenario(file: string): Promise<Scenario> {
  const [text, { LineCounter, parseDocument, visit }, { scenarioSchema }] = await Promise.all([
    readFile(file, 'utf8'),
    import('yaml'),
    import('./schema.ts'),
  ])
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  const lineAt = (offset: number) => `${file}:${lines.linePos(offset).line}`
  if (document.errors.length > 0)
    throw new Error(document.errors.map(({ pos: [at], message }) => `${lineAt(at)}: ${message}`).join('\n'))
  visit(document, {
    Alias(_, alias) {
      if (!alias.resolve(document)) throw new Error(`${lineAt(alias.range?.[0] ?? 0)}: *${alias.source} leads nowhere`)
    },
  })
  const name = nameOf(file)
  if (!/^[a-z0-9][a-z0-9-]*$/.test(name) || name === none)
    throw new Error(
      `${file}: the name of a scenario's file must be lower-case letters, digits and dashes, and not none`,
    )
  const parsed = scenarioSchema.safeParse(document.toJS())
  if (parsed.success) return { name, ...parsed.data }
  /** The line of what the path leads to, or of the nearest thing around it that is there. */
  const lineOf = (path: readonly PropertyKey[]): string => {
    const node = document.getIn(path as (string | number)[], true) as { range?: [number, number, number] } | undefined
    return node?.range || path.length === 0 ? lineAt(node?.range?.[0] ?? 0) : lineOf(path.slice(0, -1))
  }
  const faults = parsed.error.issues.map((issue) => {
    const path = issue.code === 'unrecognized_keys' ? [...issue.path, issue.keys[0] ?? ''] : issue.path
    return `${lineOf(path)}: ${formatPointer(issue.path.map(String)) || '/'}: ${issue.message}`
  })
  throw new Error(faults.join('\n'))
}
