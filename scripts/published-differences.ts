import { isDeepStrictEqual } from 'node:util'
import { isNode, listAt, type Node, nodeAt } from '../src/contract/document.ts'
import { type Contract, type ContractOperation, resolveRef } from '../src/contract/load.ts'
import { hasOpenWords } from '../src/contract/open-words.ts'
import { memberNames, schemasAt, typesAt } from '../src/contract/walk.ts'

/** A place of a contract where a published document says something else. */
export interface PublishedDifference {
  /** Operation, part and pointer: `POST /images/edits request multipart/form-data /size`. */
  readonly at: string
  readonly differs: string
}

/** Lists what the published document says otherwise about the operations of the contract. Texts and examples do not count. */
export function compareContracts(published: Contract, contract: Contract): PublishedDifference[] {
  return contract.operations.flatMap((operation) => {
    const other = published.operations.find(({ route }) => shapeOf(route) === shapeOf(operation.route))
    if (!other) return [{ at: operation.route, differs: 'the published document has no such operation' }]
    const sides: Sides = [
      { document: published.document, operation: other },
      { document: contract.document, operation },
    ]
    return [...compareBodies(sides), ...compareParameters(sides), ...compareResponses(sides)].map(
      ({ at, differs }) => ({
        at: `${operation.route} ${at}`,
        differs,
      }),
    )
  })
}

interface Side {
  readonly document: Node
  readonly operation: ContractOperation
}
type Sides = readonly [published: Side, ours: Side]

/** Names of parameters in paths may differ. */
const shapeOf = (route: string) => route.replaceAll(/\{[^}]+\}/g, '{}')

const bodiesOf = ({ operation }: Side) => operation.bodies

function compareBodies(sides: Sides): PublishedDifference[] {
  const [bodies, ours] = [bodiesOf(sides[0]), bodiesOf(sides[1])]
  return [
    ...compareNames('request', Object.keys(bodies), Object.keys(ours)),
    ...Object.entries(bodies).flatMap(([media, schema]) =>
      ours[media] === undefined ? [] : compareSchemas(sides, [schema, ours[media]], `request ${media}`),
    ),
  ]
}

function compareParameters(sides: Sides): PublishedDifference[] {
  const [all, ours] = sides.map(({ operation }) =>
    Object.fromEntries(
      operation.parameters.filter((node) => node.in !== 'path').map((node) => [`${node.in} ${node.name}`, node]),
    ),
  ) as [Record<string, Node>, Record<string, Node>]
  return [
    ...compareNames('parameters', Object.keys(all), Object.keys(ours)),
    ...Object.entries(all).flatMap(([name, node]) =>
      ours[name] === undefined ? [] : compareSchemas(sides, [node.schema, ours[name].schema], name),
    ),
  ]
}

function compareResponses(sides: Sides): PublishedDifference[] {
  const [all, ours] = sides.map(({ document, operation }) =>
    Object.fromEntries(
      Object.entries(nodeAt(operation.node, 'responses')).flatMap(([status, response]) =>
        Object.entries(nodeAt(resolveRef(document, response), 'content')).map(([media, node]) => [
          `${status} ${media}`,
          nodeAt(node, 'schema'),
        ]),
      ),
    ),
  ) as [Record<string, Node>, Record<string, Node>]
  return [
    ...compareNames('responses', Object.keys(all), Object.keys(ours)),
    ...Object.entries(all).flatMap(([name, schema]) =>
      ours[name] === undefined ? [] : compareSchemas(sides, [schema, ours[name]], name),
    ),
  ]
}

function compareNames(at: string, published: readonly string[], ours: readonly string[]): PublishedDifference[] {
  const lacks = published.filter((name) => !ours.includes(name))
  const adds = ours.filter((name) => !published.includes(name))
  return [
    ...lacks.map((name) => ({ at, differs: `lacks ${name}` })),
    ...adds.map((name) => ({ at, differs: `adds ${name}` })),
  ]
}

/** Deepest member that is compared. */
const maxDepth = 8

function compareSchemas(
  sides: Sides,
  schemas: readonly unknown[],
  at: string,
  path: readonly string[] = [],
): PublishedDifference[] {
  const [published, ours] = sides.map(({ document }, index) => describe(document, schemas[index], path)) as [
    Shape,
    Shape,
  ]
  const place = path.length === 0 ? at : `${at} /${path.join('/')}`
  const own = facts.flatMap((fact) =>
    isDeepStrictEqual(published[fact], ours[fact])
      ? []
      : [{ at: place, differs: `${fact}: ${format(published[fact])} published, ${format(ours[fact])} ours` }],
  )
  const names = published.names.filter((name) => ours.names.includes(name))
  const isDeep = path.length >= maxDepth
  return [
    ...own,
    ...compareWords(`${place} words`, published, ours),
    ...compareNames(`${place} members`, published.names, ours.names),
    ...(isDeep ? [] : names.flatMap((name) => compareSchemas(sides, schemas, at, [...path, name]))),
  ]
}

/** Compares the words of a field. An open field has every word, and may name words in its examples. */
function compareWords(at: string, published: Shape, ours: Shape): PublishedDifference[] {
  if (published.open !== ours.open) return []
  const named = [...ours.words, ...ours.shown]
  return compareNames(
    at,
    published.words,
    ours.open ? published.words.filter((word) => named.includes(word)) : ours.words,
  )
}

const format = (value: unknown) => (value === undefined ? 'nothing' : JSON.stringify(value))

interface Shape {
  readonly types: readonly string[]
  readonly names: readonly string[]
  readonly words: readonly string[]
  /** Words of an open field that are named as examples. */
  readonly shown: readonly string[]
  /** True if the schema accepts other words than those that it names. */
  readonly open: boolean
  /** True if the schema refuses members that it does not name. */
  readonly closed: boolean
  readonly required: readonly string[]
  readonly default: unknown
  readonly bounds: Node
}
const facts = ['types', 'open', 'closed', 'required', 'default', 'bounds'] as const
const bounds = [
  ...['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf', 'minLength', 'maxLength', 'pattern'],
  ...['minItems', 'maxItems', 'uniqueItems'],
]

const textsOf = (words: readonly unknown[]) => [...new Set(words.filter((word) => typeof word === 'string'))].sort()
const idOf = (model: unknown) => (isNode(model) ? model.id : undefined)

/** Describes what a schema says at a path, however the schema is written. */
function describe(document: Node, schema: unknown, path: readonly string[]): Shape {
  const nodes = schemasAt(document, schema, path)
  const listed = nodes.flatMap((node) => [...listAt(node, 'enum'), ...('const' in node ? [node.const] : [])])
  const open = listed.length === 0 || nodes.some((node) => hasOpenWords(document, node))
  return {
    types: [...typesAt(document, schema, path)].map((type) => (type === 'integer' ? 'number' : type)).sort(),
    names: memberNames(document, schema, path).sort(),
    words: textsOf(listed),
    shown: textsOf(
      nodes.flatMap((node) => [node.default, ...listAt(node, 'examples'), ...listAt(node, 'x-models').map(idOf)]),
    ),
    open,
    closed: nodes.some((node) => node.additionalProperties === false),
    required: [...new Set(nodes.flatMap((node) => listAt(node, 'required').map(String)))].sort(),
    default: nodes.map((node) => node.default).find((value) => value !== undefined),
    bounds: Object.fromEntries(
      bounds.flatMap((key) => {
        const values = [...new Set(nodes.map((node) => node[key]).filter((value) => value !== undefined))]
        return values.length === 0 ? [] : [[key, values.length === 1 ? values[0] : values]]
      }),
    ),
  }
}
