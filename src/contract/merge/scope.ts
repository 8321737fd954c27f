import type { Node } from '../document.ts'
import { byProvider, canonical, joinResolved, type ProviderEntry, type Scope, sortEntries, whole } from './join.ts'
import { referencesIn, schemaPlace } from './references.ts'
import { sortByUse } from './schemes.ts'

/** Number of joins within joins. Deeper schemas stand beside each other as alternatives, so that no join is endless. */
const mostJoins = 64

/** Schemas that are joined into one. */
type Join = readonly ProviderEntry[]

/** Scope of the schemas of all sources, and the joins that were asked for. */
interface JoinScope extends Scope {
  readonly joins: readonly Join[]
}

/**
 * Creates the scope of the schemas of all sources. A join of references becomes a schema of its own, which is made once for equal
 * references, so that recursive schemas stay recursive. Each join is added to `schemas`. A join that is part of one of `wanted` gives
 * that one.
 */
export function createScope(schemas: Record<string, Node>, wanted: readonly Join[] = []): JoinScope {
  const names = new Map<string, string>()
  const joins: Join[] = []
  const wholes = wanted.map((join) => ({ join, keys: new Set(keysOf(join)) }))
  let depth = 0

  const resolve = (schema: Node): Node => {
    let { $ref, ...own } = schema
    const visited = new Set<string>()
    while (typeof $ref === 'string' && !visited.has($ref)) {
      visited.add($ref)
      const { $ref: next, ...target } = schemas[$ref.slice(schemaPlace.length)] ?? {}
      own = combine(target, own)
      $ref = next
    }
    return own
  }
  const wholeOf = (part: Join): Join => {
    const parts = keysOf(part)
    return wholes.find(({ keys }) => parts.every((key) => keys.has(key)))?.join ?? part
  }
  const begun = new Set<string>()
  const joinOnce = (entries: Join, join: () => Node): Node | undefined => {
    const key = canonical(sortEntries(entries))
    if (begun.has(key)) return undefined
    begun.add(key)
    const joined = join()
    begun.delete(key)
    return joined
  }
  const joinNamed = (part: Join): string => {
    // A join of joins refers to names that another scope does not have.
    if (!part.some(({ schema }) => referencesIn(schema).some(isMarked))) joins.push(part)
    const entries = sortEntries(wholeOf(part))
    const key = canonical(entries)
    const known = names.get(key)
    if (known !== undefined) return `${schemaPlace}${known}`
    const name = `${preferredName(entries)} +${names.size}`
    names.set(key, name)
    schemas[name] = {}
    depth++
    const resolved = entries.map((entry) => ({ ...entry, schema: resolve(entry.schema), original: entry.schema }))
    schemas[name] = depth > mostJoins ? besideEachOther(entries) : joinResolved(resolved, scope)
    depth--
    return `${schemaPlace}${name}`
  }
  const scope: Scope = { resolve, joinNamed, joinOnce }
  return { ...scope, joins }
}

/** Tests for the name of a join: its mark keeps it apart from the names of the sources. */
const isMarked = (name: string): boolean => name.includes(' +')

const keysOf = (join: Join): string[] => join.map(canonical)

/**
 * Unites joins that have a schema in common, such as the errors of several responses, unless a source then had two schemas. So the
 * schemas of a document are joined once, and not once for each set of sources.
 */
export function uniteJoins(joins: readonly Join[]): Join[] {
  const united: Map<string, ProviderEntry>[] = []
  for (const [, join] of [...new Map(joins.map((one) => [canonical(sortEntries(one)), one]))].sort()) {
    const entries = join.map((entry) => [entry.id ?? canonical(entry), entry] as const)
    const fits = (group: Map<string, ProviderEntry>) => {
      const known = entries.filter(([key]) => group.has(key))
      return known.length > 0 && known.every(([key, entry]) => canonical(group.get(key)) === canonical(entry))
    }
    const group = united.find(fits)
    if (group) for (const [key, entry] of entries) group.set(key, entry)
    else united.push(new Map(entries))
  }
  return united.map((group) => [...group.values()])
}

/** Joins the keywords of a schema that is referred to and those beside the reference. Where both have one, both apply. */
function combine(target: Node, own: Node): Node {
  const clashes = Object.keys(own).some((key) => key in target && key !== 'description' && key !== 'title')
  return clashes ? { ...own, allOf: [target, ...(Array.isArray(own.allOf) ? own.allOf : [])] } : { ...target, ...own }
}

const besideEachOther = (entries: readonly ProviderEntry[]): Node => ({
  anyOf: entries.map(({ schema }) => schema),
  [byProvider]: Object.fromEntries(
    entries.flatMap(({ id, schema }) => (id === undefined ? [] : [[id, { [whole]: schema }]])),
  ),
})

/** Returns the name that most of the schemas have, or the name that their alternatives have. */
function preferredName(entries: readonly ProviderEntry[]): string {
  const own = entries.flatMap(({ schema }) => referencesIn({ $ref: schema.$ref }))
  const inside = entries.flatMap(({ schema }) => referencesIn(schema))
  return sortByUse((own.length > 0 ? own : inside).map(baseOf))[0] ?? 'Schema'
}

/** Returns the name that the sources use. */
const baseOf = (name: string): string => name.split(' ', 1)[0] ?? name
