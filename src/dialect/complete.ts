import { isNode, type Node } from '../contract/document.ts'
import type { Contract } from '../contract/load.ts'
import { escapePart } from '../contract/pointer.ts'
import { defaultPage } from './default-source.ts'
import { deriveDefaults } from './derived.ts'
import type { Dialect, DialectFile, dialectSchema } from './schema.ts'

/**
 * Adds the defaults to a valid file: first those that the contract shows, then those of the schema. Members keep the order of
 * the file, because their order in a lens is their order in a response. Each default has an open source of its own, so that
 * verification never takes a default for documented.
 */
export function completeDialect(file: DialectFile, contract: Contract, schema: typeof dialectSchema): Dialect {
  const filled: string[] = []
  const dialect = fillIn(file, schema.parse(deriveDefaults(file, contract)), '', filled) as Dialect
  const sources = filled
    .filter((pointer) => !unsourced.has(pointer) && !Object.hasOwn(dialect.sources, pointer))
    .map((pointer) => [pointer, { page: defaultPage, basis: 'open' }] as const)
  return { ...dialect, sources: { ...dialect.sources, ...Object.fromEntries(sources) } }
}

/** Members that need no source. */
const unsourced = new Set(['/name', '/sources'])

/** Adds the members that only `complete` has, and lists their pointers in `filled`. */
function fillIn(stated: unknown, complete: unknown, pointer: string, filled: string[]): unknown {
  if (Array.isArray(stated) && Array.isArray(complete))
    return stated.map((item, index) => fillIn(item, complete[index], `${pointer}/${index}`, filled))
  if (!isNode(stated) || !isNode(complete)) return stated
  const members: Node = {}
  for (const [name, value] of Object.entries(stated))
    members[name] = fillIn(value, complete[name], `${pointer}/${escapePart(name)}`, filled)
  for (const [name, value] of Object.entries(complete)) {
    if (Object.hasOwn(stated, name)) continue
    members[name] = value
    filled.push(`${pointer}/${escapePart(name)}`)
  }
  return members
}
