import { listAt, type Node } from '../document.ts'
import { canonical } from './join.ts'
import { type MergeSource, type PlainContract, schemesOf } from './plain.ts'

/** Names, the most used first, else by the alphabet. */
export const sortByUse = (names: readonly string[]): string[] =>
  [...Map.groupBy(names, (name) => name)]
    .sort(([a, { length: m }], [b, { length: n }]) => n - m || (a < b ? -1 : 1))
    .map(([name]) => name)

const schemeMeaning = ({ description: _, bearerFormat: __, ...scheme }: Node) => canonical(scheme)

/** One name for each scheme: of names for the same one the most used, of schemes with one name the first keeps it. */
export function createSchemeNames(sources: readonly MergeSource[]): (id: string, name: string) => string {
  const all = sources
    .flatMap(({ id, contract }) =>
      Object.entries(schemesOf(contract.document)).map(([name, scheme]) => ({
        id,
        name,
        means: schemeMeaning(scheme),
      })),
    )
    .sort((a, b) => (`${a.id} ${a.name}` < `${b.id} ${b.name}` ? -1 : 1))
  const names = new Map<string, string>()
  for (const [means, schemes] of Map.groupBy(all, (candidate) => candidate.means)) {
    const free = sortByUse(schemes.map(({ name }) => name)).find((name) => ![...names.values()].includes(name))
    names.set(means, free ?? `${schemes[0]?.id}-${schemes[0]?.name}`.replaceAll(/[^A-Za-z0-9._-]/g, '-'))
  }
  const meanings = new Map(all.map(({ id, name, means }) => [`${id} ${name}`, means]))
  return (id, name) => names.get(meanings.get(`${id} ${name}`) ?? '') ?? name
}

/** The plain contract with the schemes under their common names. */
export function renameSchemes(
  id: string,
  plain: PlainContract,
  nameFor: (id: string, name: string) => string,
): PlainContract {
  const renamed = <T>(names: Readonly<Record<string, T>>) =>
    Object.fromEntries(Object.entries(names).map(([name, value]) => [nameFor(id, name), value]))
  return {
    ...plain,
    schemes: renamed(plain.schemes),
    operations: Object.fromEntries(
      Object.entries(plain.operations).map(([key, operation]) => [
        key,
        { ...operation, security: listAt(operation, 'security').map((requirement) => renamed(requirement as Node)) },
      ]),
    ),
  }
}
