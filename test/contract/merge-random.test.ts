import { Ajv2020 } from 'ajv/dist/2020.js'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isNode, listAt, type Node, nodeAt } from '../../src/contract/document.ts'
import { resolveRef, toContract } from '../../src/contract/load.ts'
import { findConflicts } from '../../src/contract/merge/conflicts.ts'
import { mergeContracts, narrowMerged, toPlainContracts } from '../../src/contract/merge/merge.ts'
import { renderMerged } from '../../src/contract/merge/render.ts'
import { formatPointer, readReference } from '../../src/contract/pointer.ts'
import { sourceDocuments } from '../support/draw-sources.ts'
import { firstDifference } from '../support/same-contract.ts'

const runs = Number(process.env.FC_RUNS ?? 2)
const seed = Number(process.env.SEED ?? 7)
/** Milliseconds. Many documents take minutes. */
const timeout = 600_000

const sourcesOf = (documents: readonly Node[]) =>
  documents.map((document, index) => ({ id: `s${index}`, contract: toContract(document) }))

/** Yields every object inside a value. */
function* nodesIn(value: unknown): Generator<Node> {
  if (Array.isArray(value)) for (const item of value) yield* nodesIn(item)
  if (!isNode(value)) return
  yield value
  for (const child of Object.values(value)) yield* nodesIn(child)
}

const spellingOf = (name: string) => name.toLowerCase().replaceAll(/[^a-z0-9]/g, '')

describe('laws of the merge, on random documents', () => {
  test(
    'the order does not matter, each source can be restored, references resolve, and names are distinct',
    () => {
      fc.assert(
        fc.property(sourceDocuments, (documents) => {
          const sources = sourcesOf(documents)
          const merged = mergeContracts(sources)
          const text = renderMerged(merged)
          expect(renderMerged(mergeContracts(sources.toReversed()))).toBe(text)
          for (const { id, plain } of toPlainContracts(sources))
            expect([id, firstDifference(narrowMerged(merged, id), plain)]).toEqual([id, undefined])
          const ids = sources.map(({ id }) => id)
          for (const node of nodesIn(merged)) {
            if (typeof node.$ref === 'string')
              expect([node.$ref, isNode(readReference(merged, node.$ref))]).toEqual([node.$ref, true])
            for (const target of Object.values(nodeAt(nodeAt(node, 'discriminator'), 'mapping')))
              expect([target, isNode(readReference(merged, String(target)))]).toEqual([target, true])
            if (isNode(node['x-providers']))
              expect(ids).toEqual(expect.arrayContaining(Object.keys(node['x-providers'])))
          }
          const names = Object.keys(nodeAt(nodeAt(merged, 'components'), 'schemas')).map(spellingOf)
          expect(names).toEqual([...new Set(names)])
        }),
        { numRuns: runs * 5, seed },
      )
    },
    timeout,
  )

  test(
    'a document merged with itself has no conflicts and stays as large as it is',
    () => {
      fc.assert(
        fc.property(sourceDocuments, ([document = {}]) => {
          const [one] = sourcesOf([document]) as [ReturnType<typeof sourcesOf>[number]]
          const twice = mergeContracts([one, { ...one, id: 'twin' }])
          expect(findConflicts(twice)).toEqual([])
          const once = renderMerged(mergeContracts([one])).length
          // In these small documents the lists of sources take much of the room.
          expect(renderMerged(twice).length).toBeLessThan(1.5 * once + 500)
        }),
        { numRuns: runs, seed },
      )
    },
    timeout,
  )

  test(
    'a value that a source accepts is accepted at the same place',
    () => {
      fc.assert(
        fc.property(sourceDocuments, fc.integer(), (drawn, start) => {
          const documents = drawn.map(withCommonNames)
          const sources = sourcesOf(documents)
          const merged = mergeContracts(sources)
          const next = numbersFrom(start)
          const ajv = new Ajv2020({ strict: false, validateFormats: false, ownProperties: true }).addSchema(
            merged,
            'merged',
          )
          for (const [index, document] of documents.entries()) {
            ajv.addSchema(document, `open${index}`).addSchema(closed(document), `s${index}`)
            for (const { from, to, isForm } of placesOf(document, merged)) {
              const schema = readReference(document, `#${from}`)
              const accepts = ajv.compile({ allOf: [{ $ref: `s${index}#${from}` }, { $ref: `open${index}#${from}` }] })
              const acceptsMerged = ajv.compile({ $ref: `merged#${to}` })
              for (let count = 0; count < 12; count++) {
                const value = drawValue(document, schema, next)
                if (!accepts(value)) continue
                if (isForm && !isSendable(value)) continue
                const isAccepted =
                  acceptsMerged(value) ||
                  (isForm && acceptsMerged(asForm(value as Node, readReference(merged, `#${to}`), merged)))
                expect(`source ${index} at ${to}: ${JSON.stringify(value)}: ${isAccepted}`).toMatch(/true$/)
              }
            }
          }
        }),
        { numRuns: runs, seed },
      )
    },
    timeout,
  )
})

/** Yields numbers below 1, always the same ones after the same start. */
const numbersFrom = (start: number) => {
  let state = start >>> 0
  return (below: number): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

interface Place {
  readonly from: string
  readonly to: string
  readonly isForm: boolean
}

/** Lists the places of the schemas of a document, each with its place in the merged document. */
function placesOf(document: Node, merged: Node): Place[] {
  return Object.entries(nodeAt(document, 'paths')).flatMap(([path, item]) => {
    const paths = nodeAt(merged, 'paths')
    const short = path.replace(/^\/v1/, '')
    const isMergedAt = (name: string) => {
      const servers = nodeAt(nodeAt(paths, name), 'post').servers
      return (
        paths[name] !== undefined && (name === short && short !== path ? servers === undefined : servers !== undefined)
      )
    }
    const mergedPath = isMergedAt(short) ? short : path
    const from = ['paths', path, 'post']
    const to = ['paths', mergedPath, 'post']
    const operation = nodeAt(item as Node, 'post')
    const target = nodeAt(nodeAt(paths, mergedPath), 'post')
    const place = (parts: readonly string[], other = parts): Place[] => {
      const end = formatPointer([...to, ...other])
      return readReference(merged, `#${end}`) === undefined
        ? []
        : [{ from: formatPointer([...from, ...parts]), to: end, isForm: parts.includes('multipart/form-data') }]
    }
    const bodies = Object.keys(nodeAt(nodeAt(operation, 'requestBody'), 'content')).flatMap((type) =>
      place(['requestBody', 'content', type, 'schema']),
    )
    const parameters = listAt(operation, 'parameters').flatMap((parameter, index) => {
      const { name, in: where } = parameter as Node
      const position = listAt(target, 'parameters').findIndex(
        (one) => isNode(one) && one.in === where && nameOf(one) === nameOf({ name, in: where }),
      )
      return place(['parameters', String(index), 'schema'], ['parameters', String(position), 'schema'])
    })
    const schema = ['content', 'application/json', 'schema']
    const statuses = Object.keys(nodeAt(target, 'responses'))
    const listed = Object.keys(nodeAt(operation, 'responses'))
    const responses = listed.flatMap((status) => {
      const applies = (other: string) =>
        other === status ||
        (status === '4XX'
          ? other === 'default' && !listed.includes('default')
          : status === 'default' && !listed.includes(other) && !(other.startsWith('4') && listed.includes('4XX')))
      return statuses
        .filter(applies)
        .flatMap((other) => place(['responses', status, ...schema], ['responses', other, ...schema]))
    })
    return [...bodies, ...parameters, ...responses]
  })
}

/** Renames the members that the validator takes for known ones, because every object has such a member. */
const withCommonNames = (document: Node): Node =>
  JSON.parse(JSON.stringify(document).replaceAll('"constructor"', '"title"'))

/** Headers have the same name in any case. */
const nameOf = ({ name, in: place }: Node) => (place === 'header' ? String(name).toLowerCase() : String(name))

const compositions = ['allOf', 'anyOf', 'oneOf']

/** Returns the document with schemas that refuse members that nothing names, because the merge reads schemas so. */
function closed(document: Node): Node {
  const branch = (schema: unknown, isOpen: boolean): unknown => {
    if (!isNode(schema)) return schema
    const namesMembers = schema.properties !== undefined
    const isComposed = compositions.some((key) => schema[key] !== undefined) || schema.$ref !== undefined
    const isBare = isOpen && !namesMembers && !isComposed && schema.additionalProperties === undefined
    return Object.fromEntries([
      ...Object.entries(schema).map(([key, child]) => {
        if (key === 'properties')
          return [key, Object.fromEntries(Object.entries(child as Node).map(([name, one]) => [name, place(one)]))]
        if (key === 'items' || key === 'additionalProperties') return [key, place(child)]
        if (compositions.includes(key))
          return [key, (child as unknown[]).map((one) => branch(one, isOpen && !namesMembers && key !== 'allOf'))]
        return [key, child]
      }),
      ...(isBare ? [['additionalProperties', true]] : []),
    ])
  }
  const place = (schema: unknown): unknown =>
    isNode(schema) ? { ...(branch(schema, true) as Node), unevaluatedProperties: false } : schema
  const walk = (node: unknown): unknown => {
    if (Array.isArray(node)) return node.map(walk)
    if (!isNode(node)) return node
    return Object.fromEntries(
      Object.entries(node).map(([key, child]) => {
        if (key === 'schema') return [key, place(child)]
        if (key === 'schemas')
          return [
            key,
            Object.fromEntries(Object.entries(child as Node).map(([name, one]) => [name, branch(one, true)])),
          ]
        return [key, walk(child)]
      }),
    )
  }
  return walk(document) as Node
}

const texts = ['', 'auto', '1k', '1K', 'wide', 'a longer text']

/** Draws a value that mostly fits a schema. */
function drawValue(document: Node, raw: unknown, next: (below: number) => number, depth = 0): unknown {
  const schema = isNode(raw) ? raw : {}
  const target = schema.$ref === undefined ? undefined : drawValue(document, resolveRef(document, schema), next, depth)
  const own = ownValue(document, schema, next, depth)
  const parts = compositions.flatMap((key) => {
    const branches = listAt(schema, key)
    const chosen = key === 'allOf' || branches.length === 0 ? branches : [branches[next(branches.length)]]
    return chosen.map((one) => drawValue(document, one, next, depth))
  })
  return [target, own, ...parts].reduce(joined, undefined)
}

const joined = (left: unknown, right: unknown): unknown =>
  isNode(left) && isNode(right) ? { ...left, ...right } : right === undefined ? left : right

function ownValue(document: Node, schema: Node, next: (below: number) => number, depth: number): unknown {
  if (schema.const !== undefined) return schema.const
  const { enum: words } = schema
  if (Array.isArray(words)) return words[next(words.length)]
  const isObject = schema.properties !== undefined || schema.additionalProperties !== undefined
  const isComposed = compositions.some((key) => schema[key] !== undefined) || schema.$ref !== undefined
  const types =
    schema.type === undefined
      ? isObject
        ? ['object']
        : isComposed
          ? []
          : ['string', 'integer', 'object', 'boolean', 'null', 'array']
      : [schema.type].flat()
  const type = types[next(types.length)]
  if (type === undefined) return undefined
  if (type === 'null') return null
  if (type === 'boolean') return next(2) === 0
  if (type === 'string') return texts[next(texts.length)]
  if (type === 'integer' || type === 'number') return next(12) - (type === 'number' && next(2) === 0 ? 0.5 : 0)
  if (type === 'array')
    return Array.from({ length: depth > 4 ? 0 : next(3) }, () => drawValue(document, schema.items, next, depth + 1))
  const required = listAt(schema, 'required')
  const members = Object.entries(nodeAt(schema, 'properties')).filter(([name]) =>
    depth > 4 ? false : required.includes(name) || next(3) > 0,
  )
  const more =
    depth > 4 || schema.additionalProperties === undefined || schema.additionalProperties === false || next(2) === 0
      ? []
      : ['n', 'size', 'more']
  const free = isObject ? more : depth > 4 || isComposed ? [] : next(2) === 0 ? ['n', 'more'] : []
  return Object.fromEntries([
    ...free.map((name) => [name, drawValue(document, schema.additionalProperties, next, depth + 1)]),
    ...members.map(([name, member]) => [name, drawValue(document, member, next, depth + 1)]),
  ])
}

/** Tests for fields that a form can send: a form has no null and no empty list. */
const isSendable = (fields: unknown): fields is Node =>
  isNode(fields) &&
  !Object.values(fields).some((value) => value === null || (Array.isArray(value) && value.length === 0))

/** Returns the fields as a form sends them, with a list where the merged document has a list. */
function asForm(fields: Node, schema: unknown, document: Node): Node {
  const properties = nodeAt(resolveRef(document, schema), 'properties')
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) => {
      const { type, items } = nodeAt(properties, name)
      if (type !== 'array') return [[name, value]]
      const isText = nodeAt({ items }, 'items').type === 'string'
      return [[name, [value].flat().map((item) => (isText && typeof item !== 'string' ? JSON.stringify(item) : item))]]
    }),
  )
}
