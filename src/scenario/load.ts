import { readdir, readFile, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { formatPointer } from '../contract/pointer.ts'
import { readPrebuilt } from '../dialect/prebuilt.ts'
import { packageFile } from '../values/package-file.ts'
import type { Scenario } from './schema.ts'
import { noScenario } from './selection.ts'

/** Scenarios by name. */
export type Scenarios = ReadonlyMap<string, Scenario>

/** Folder of the scenarios that the package contains. */
export const shippedScenarios = packageFile('mocks/scenarios')

/**
 * Loads the shipped scenarios and the scenarios at `paths` (files or folders), by the names of their files. A later scenario
 * replaces an earlier scenario of the same name. Throws with file and line of each fault.
 *
 * @example
 * ```ts
 * import { loadScenarios } from 'proofsheet'
 *
 * const scenarios = await loadScenarios()
 * console.log(scenarios.has('rate-limited')) // true
 * ```
 */
export async function loadScenarios(paths: readonly string[] = []): Promise<Scenarios> {
  const shipped = await shippedScenarioFiles()
  const prebuilt = await readPrebuilt<[string, Scenario][]>('scenarios', shipped)
  const files = [...(prebuilt ? [] : shipped), ...(await Promise.all(paths.map(scenarioFilesAt))).flat()]
  const loaded = await Promise.all(files.map(loadScenario))
  return new Map([...(prebuilt ?? []), ...loaded.map((scenario): [string, Scenario] => [scenario.name, scenario])])
}

export const shippedScenarioFiles = (): Promise<string[]> => scenarioFilesAt(shippedScenarios)

async function scenarioFilesAt(path: string): Promise<string[]> {
  const stats = await stat(path).catch(() => {
    throw new Error(`scenario file or folder not found: ${path}; pass a path that exists`)
  })
  if (!stats.isDirectory()) return [path]
  const entries = await readdir(path, { withFileTypes: true })
  const files = entries.filter((entry) => !entry.isDirectory() && /\.ya?ml$/.test(entry.name))
  return files.map(({ name }) => join(path, name)).sort()
}

const scenarioNameOf = (file: string) => basename(file).replace(/\.ya?ml$/, '')

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
    throw new Error(document.errors.map(({ pos: [offset], message }) => `${lineAt(offset)}: ${message}`).join('\n'))
  visit(document, {
    Alias(_, alias) {
      if (!alias.resolve(document))
        throw new Error(`${lineAt(alias.range?.[0] ?? 0)}: unresolved alias *${alias.source}`)
    },
  })
  const name = scenarioNameOf(file)
  if (!/^[a-z0-9][a-z0-9-]*$/.test(name) || name === noScenario)
    throw new Error(
      `${file}: invalid scenario name "${name}": expected lower-case letters, digits and dashes, and not "none"`,
    )
  const parsed = scenarioSchema.safeParse(document.toJS())
  if (parsed.success) return { name, ...parsed.data }
  /** Returns the line of the node at the path, or of the nearest node above that exists. */
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
