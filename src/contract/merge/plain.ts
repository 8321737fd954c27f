import { freeName } from '../../values/free-name.ts'
import { toComponentName } from '../component-name.ts'
import { isNode, listAt, type Node, nodeAt } from '../document.ts'
import { type Contract, resolveRef } from '../load.ts'
import { mediaTypes } from '../media-types.ts'
import { pathParameters, replaceParameters } from '../path-template.ts'
import { readReference, unescapePart } from '../pointer.ts'
import { serverOrigin } from '../servers.ts'
import { flattenForm } from './forms.ts'
import {
  holdsSchemaData,
  isBareNull,
  isSchemaMap,
  normalizeParameter,
  normalizeSchema,
  withoutBareNull,
  withoutRanges,
} from './normal-form.ts'
import { schemaPlace } from './references.ts'

/** A contract to merge. `id` is the key of its entries in `x-providers`. */
export interface MergeSource {
  readonly id: string
  readonly contract: Contract
}

/** A contract prepared for joining: in normal form, with references to schemas alone, paths without `/v1`, parameters keyed by place and name. */
export interface PlainContract {
  /** Operations by `operationKey`. */
  readonly operations: Readonly<Record<string, Node>>
  /** Schemas that references name, by the last part of the reference. */
  readonly schemas: Readonly<Record<string, Node>>
  readonly schemes: Readonly<Record<string, Node>>
  readonly origin: string
  readonly info: Node
  /** Parts of the document that the merge leaves out, each as a sentence. */
  readonly omitted: readonly string[]
}

/** Base path that most gateways share. */
export const commonBase = '/v1'

/** Member with the path as the provider writes it, since the names of path parameters may differ. */
export const ownPath = 'x-path'

/** Identifies an operation by method, base path and path, whatever the names of the path parameters: `GET /v1/tasks/{}`. */
export const normalizedRoute = (method: string, path: string) => `${method} ${replaceParameters(path, () => '{}')}`

/** Identifies a parameter: by name, a header in lower case, and a path parameter by its index in the path. */
export const parameterKey = ({ in: place, name }: Node, inPath: readonly (string | undefined)[]): string => {
  if (place === 'path') return `path:${inPath.indexOf(String(name))}`
  return `${place}:${place === 'header' ? String(name).toLowerCase() : name}`
}

/** Prepares a contract for joining. */
export function toPlainContract({ document, operations: all }: Contract): PlainContract {
  const { toPlain, schemas } = createReader(document)
  const operations: Record<string, Node> = {}
  const omitted = Object.keys(nodeAt(document, 'webhooks')).map((name) => `the webhook "${name}"`)
  for (const operation of all) {
    const path = `${operation.basePath}${operation.path}`
    const key = normalizedRoute(operation.method, path)
    if (operations[key]) {
      omitted.push(`${operation.route}, because ${operations[key][ownPath]} is the same path`)
      continue
    }
    const { parameters: _, tags: __, servers: ___, ...node } = toPlain(operation.node)
    const names = pathParameters(path)
    operations[key] = {
      [ownPath]: path,
      ...node,
      ...(isNode(node.requestBody) ? { requestBody: normalizeParameter(node.requestBody) } : {}),
      security: node.security ?? document.security ?? [],
      parameters: Object.fromEntries(
        operation.parameters.map((parameter) => {
          const plain = normalizeParameter(toPlain(parameter))
          return [parameterKey(plain, names), plain]
        }),
      ),
    }
  }
  return {
    operations,
    schemas,
    schemes: schemesOf(document),
    info: nodeAt(document, 'info'),
    origin: serverOrigin(listAt(document, 'servers')[0]) ?? 'https://gateway.example',
    omitted,
  }
}

export const schemesOf = (document: Node): Record<string, Node> =>
  Object.fromEntries(
    Object.entries(nodeAt(nodeAt(document, 'components'), 'securitySchemes')).map(([name, scheme]) => [
      name,
      resolveRef(document, scheme),
    ]),
  )

/**
 * Creates a reader of the parts of a document. `toPlain` replaces every reference by its target, except references to schemas: those
 * name members of `schemas`, which has each schema that was referred to so far. All schemas are in normal form.
 */
function createReader(document: Node): { toPlain: (node: Node) => Node; schemas: Record<string, Node> } {
  const schemas: Record<string, Node> = {}
  const names = new Map<unknown, string>()

  const nameOf = (reference: string): string => {
    const target = readReference(document, reference)
    const known = names.get(target)
    if (known !== undefined) return known
    const own = unescapePart(decodeURIComponent(reference).split('/').at(-1) ?? '')
    const name = freeName(toComponentName(own), (candidate) => schemas[candidate] !== undefined)
    names.set(target, name)
    schemas[name] = {}
    schemas[name] = toSchema(target) as Node
    return name
  }

  const toSchema = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(toSchema)
    if (typeof value === 'boolean') return value ? {} : { not: {} }
    if (!isNode(value)) return value
    return normalizeSchema(
      Object.fromEntries(
        Object.entries(withoutBareNull(value)).map(([key, child]) => {
          if (key === '$ref') return [key, `${schemaPlace}${nameOf(String(child))}`]
          // A schema that is not null would become one that is no text either.
          if (key === 'not' && isBareNull(child)) return [key, child]
          if (key === 'discriminator') return [key, toDiscriminator(child)]
          if (key === 'anyOf' || key === 'oneOf') return [key, toAlternatives(child)]
          if (isSchemaMap(key) && isNode(child)) return [key, mapValues(child, (schema) => toSchema(schema))]
          return [key, holdsSchemaData(key) || typeof child === 'boolean' ? child : toSchema(child)]
        }),
      ),
    )
  }

  const toAlternatives = (value: unknown): unknown =>
    Array.isArray(value) ? value.map((branch) => (isBareNull(branch) ? branch : toSchema(branch))) : value
  const toDiscriminator = (value: unknown): unknown =>
    isNode(value) && isNode(value.mapping)
      ? { ...value, mapping: mapValues(value.mapping, (target) => toMapped(String(target))) }
      : value
  /** A mapping names a schema by reference or by name. */
  const toMapped = (target: string): string => {
    const reference = target.startsWith('#/') ? target : `${schemaPlace}${target}`
    return readReference(document, reference) === undefined ? target : `${schemaPlace}${nameOf(reference)}`
  }

  const toMedia = (media: unknown, type: string, toChild: (value: unknown) => unknown): unknown =>
    type === mediaTypes.multipart && isNode(media) && media.schema !== undefined
      ? toChild({ ...media, schema: flattenForm(document, media.schema) })
      : toChild(media)
  const toPart = (value: unknown, outer: readonly unknown[]): unknown => {
    if (Array.isArray(value)) return value.map((item) => toPart(item, outer))
    if (!isNode(value)) return value
    const { $ref, ...members } = value
    const own = Object.fromEntries(
      Object.entries(members).map(([key, child]) => {
        const toChild = (part: unknown) => toPart(part, [...outer, value])
        if (key === 'schema') return [key, toSchema(child)]
        if (key === 'responses' && isNode(child)) return [key, withoutRanges(mapValues(child, toChild))]
        // The names of headers are the same in any case.
        if (key === 'headers' && isNode(child)) return [key, lowerKeys(mapValues(child, toChild))]
        if (key === 'content' && isNode(child))
          return [key, mapValues(child, (media, type) => toMedia(media, type, toChild))]
        if (isPartMap(key) && isNode(child)) return [key, mapValues(child, toChild)]
        if (key === 'example' || key === 'value' || key.startsWith('x-')) return [key, child]
        return [key, toChild(child)]
      }),
    )
    if (typeof $ref !== 'string') return own
    const target = resolveRef(document, value)
    // A part that contains itself, such as a callback, ends here.
    return outer.includes(target) ? own : { ...(toPart(target, outer) as Node), ...own }
  }
  return { schemas, toPlain: (node) => toPart(node, []) as Node }
}

/** Members of an operation whose own members have free names. */
const isPartMap = (key: string): boolean => ['callbacks', 'encoding', 'examples', 'links'].includes(key)

const lowerKeys = (members: Node): Node =>
  Object.fromEntries(Object.entries(members).map(([name, value]) => [name.toLowerCase(), value]))

const mapValues = (members: Node, change: (value: unknown, name: string) => unknown): Node =>
  Object.fromEntries(Object.entries(members).map(([name, value]) => [name, change(value, name)]))
