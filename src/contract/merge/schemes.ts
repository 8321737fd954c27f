import { listAt, type Node } from '../document.ts'
import { canonical } from './join.ts'
import { type MergeSource, type PlainContract, schemesOf } from './plain.ts'

/** Lists the distinct names, the most frequent first, then in alphabetical order. */
export const sortByUse = (names: readonly string[]): string[] =>
  [...Map.groupBy(names, (name) => name)]
    .sort(([a, { length: m }], [b, { length: n }]) => n - m || (a < b ? -1 : 1))
    .map(([name]) => name)

const schemeMeaning = ({ description: _, bearerFormat: __, ...scheme }: Node) => canonical(scheme)

/**
 * Gives each distinct security scheme one name. Returns the common name for a source's own name. The most frequent name of a
 * scheme wins; if two different schemes want the same name, the first keeps it.
 */
export function createSchemeNames(sources: readonly MergeSource[]): (id: string, name: string) => string {
  const all = sources
    .flatMap(({ id, contract }) =>
      Object.entries(schemesOf(contract.document)).map(([name, scheme]) => ({
        id,
        name,
        meaning: schemeMeaning(scheme),
      })),
    )
    .sort((a, b) => (`${a.id} ${a.name}` < `${b.id} ${b.name}` ? -1 : 1))
  const names = new Map<string, string>()
  for (const [meaning, schemes] of Map.groupBy(all, (candidate) => candidate.meaning)) {
    const free = sortByUse(schemes.map(({ name }) => name)).find((name) => ![...names.values()].includes(name))
    names.set(meaning, free ?? `${schemes[0]?.id}-${schemes[0]?.name}`.replaceAll(/[^A-Za-z0-9._-]/g, '-'))
  }
  const meanings = new Map(all.map(({ id, name, meaning }) => [`${id} ${name}`, meaning]))
  return (id, name) => names.get(meanings.get(`${id} ${name}`) ?? '') ?? name
}

/** Renames the security schemes of a plain contract, and their uses, to the common names. */
export function renameSchemes(
  id: string,
  plain: PlainContract,
  nameFor: (id: string, name: string) => string,
): PlainContract {
  const renameKeys = <T>(names: Readonly<Record<string, T>>) =>
    Object.fromEntries(Object.entries(names).map(([name, value]) => [nameFor(id, name), value]))
  return {
    ...plain,
    schemes: renameKeys(plain.schemes),
    operations: Object.fromEntries(
      Object.entries(plain.operations).map(([key, operation]) => [
        key,
        { ...operation, security: listAt(operation, 'security').map((requirement) => renameKeys(requirement as Node)) },
      ]),
    ),
  }
}
