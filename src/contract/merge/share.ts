import type { Node } from '../document.ts'
import { canonical } from './join.ts'
import type { PlainContract } from './plain.ts'
import { referencesIn, renameReferences } from './references.ts'

/** A contract to merge, with the id of its source. */
export interface NamedPlain {
  readonly id: string
  readonly plain: PlainContract
}

/**
 * Gives each schema of the contracts one name: schemas of one name that mean the same at several sources share the name, and others
 * have the id of a source behind the name and a space. Returns the contracts with renamed references, and the schemas by name.
 */
export function shareSchemas(contracts: readonly NamedPlain[]): {
  readonly contracts: NamedPlain[]
  readonly schemas: Record<string, Node>
} {
  const groups = groupEqual(contracts)
  const schemas: Record<string, Node> = {}
  const shared = contracts.map(({ id, plain }) => {
    const rename = (name: string) => groups.get(`${id} ${name}`) ?? name
    for (const [name, schema] of Object.entries(plain.schemas))
      schemas[rename(name)] ??= renameReferences(schema, rename) as Node
    return { id, plain: { ...plain, operations: renameReferences(plain.operations, rename) as Record<string, Node> } }
  })
  return { contracts: shared, schemas }
}

/** Returns the common name of each schema by the id of its source and its own name. */
function groupEqual(contracts: readonly NamedPlain[]): Map<string, string> {
  const members = contracts.flatMap(({ id, plain }) =>
    Object.entries(plain.schemas).map(([name, schema]) => ({
      id,
      key: `${id} ${name}`,
      name,
      text: canonical(schema),
      references: referencesIn(schema).map((target) => `${id} ${target}`),
    })),
  )
  // Schemas with equal texts are taken for equal at first, then split as long as something that they refer to differs.
  let groups = numberDistinct(members.map(({ key, name, text }) => [key, `${name}\n${text}`]))
  for (let count = 0; ; ) {
    const refined = members.map(({ key, references }): [string, string] => [
      key,
      [key, ...references].map((one) => groups.get(one)).join(),
    ])
    groups = numberDistinct(refined)
    const found = new Set(groups.values()).size
    if (found === count) break
    count = found
  }
  const firsts = new Map<string, string>()
  const byName = Map.groupBy(members, ({ name }) => name)
  return new Map(
    members.map(({ key, name, id }) => {
      const group = String(groups.get(key))
      const first = firsts.get(group) ?? id
      firsts.set(group, first)
      const isAlone = new Set(byName.get(name)?.map((member) => groups.get(member.key))).size === 1
      return [key, isAlone ? name : `${name} ${first}`]
    }),
  )
}

/** Numbers the distinct texts, and returns the number of each key. */
function numberDistinct(texts: readonly (readonly [key: string, text: string])[]): Map<string, number> {
  const numbers = new Map<string, number>()
  return new Map(
    texts.map(([key, text]) => {
      const number = numbers.get(text) ?? numbers.size
      numbers.set(text, number)
      return [key, number]
    }),
  )
}
