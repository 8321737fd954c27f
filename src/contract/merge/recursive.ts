import { isNode, type Node } from '../document.ts'
import { allEqual } from './join.ts'
import { type PlainContract, schemaPlace } from './plain.ts'

interface NamedPlain {
  readonly id: string
  readonly plain: PlainContract
}

/**
 * Gives the recursive schemas of all sources distinct names: their own if sources that share a name mean the same schema, or else
 * names that begin with the id of the source.
 */
export function renameRecursive(plains: readonly NamedPlain[]): NamedPlain[] {
  const named = plains.flatMap(({ plain }) => Object.entries(plain.recursive))
  const isShared = [...Map.groupBy(named, ([name]) => name).values()].every((same) =>
    allEqual(same.map(([, one]) => one)),
  )
  return isShared ? [...plains] : plains.map(({ id, plain }) => ({ id, plain: withPrefix(plain, id) }))
}

function withPrefix(plain: PlainContract, id: string): PlainContract {
  const prefix = `${id.replaceAll(/[^\w.-]/g, '_')}.`
  const visit = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(visit)
    if (!isNode(value)) return value
    return Object.fromEntries(
      Object.entries(value).map(([key, child]) => [
        key,
        key === '$ref' && typeof child === 'string'
          ? child.replace(schemaPlace, `${schemaPlace}${prefix}`)
          : visit(child),
      ]),
    )
  }
  return {
    ...plain,
    operations: visit(plain.operations) as Record<string, Node>,
    recursive: Object.fromEntries(
      Object.entries(plain.recursive).map(([name, schema]) => [`${prefix}${name}`, visit(schema) as Node]),
    ),
  }
}
