import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { OpenApiDocument as FormatDocument } from 'openapi-format'
import { isNode, listAt, type Node, nodeAt } from './document.ts'
import { embedFiles } from './embed-files.ts'
import { findMediaKey, mediaTypes } from './media-types.ts'
import { methods } from './methods.ts'
import { readReference } from './pointer.ts'
import type { DocumentNote } from './repair/note.ts'
import { repairDocument } from './repair/repair.ts'
import { serverPath } from './servers.ts'
import type { Validate } from './validate.ts'

/** A provider's contract: the published document, upgraded to OpenAPI 3.1 and corrected by the overlay. */
export interface Contract {
  readonly document: Node
  readonly operations: readonly ContractOperation[]
  /** Says that all schemas are known to compile. */
  readonly isSound?: true
  /** Loads the compiled schemas of the bodies and parameters of all requests, by pointer into the document. */
  readonly loadValidators?: () => Promise<Readonly<Record<string, Validate>>>
  /** Faults of the published document that were mended, or left out because nobody can know their meaning. */
  readonly notes?: readonly DocumentNote[]
}

/** One operation of a contract, with its references resolved. */
export interface ContractOperation {
  /** Method and path, as dialects name the operation: `GET /tasks/{task_id}`. */
  readonly route: string
  readonly method: string
  readonly path: string
  /** Path of the server that this operation belongs to: `/v1`, or an empty text. */
  readonly basePath: string
  readonly node: Node
  readonly parameters: readonly Node[]
  /** Request schemas by media type; JSON and forms always under `application/json` and `multipart/form-data`. */
  readonly bodies: Readonly<Record<string, Node>>
  /** True if the contract requires a key for the operation. */
  readonly secured: boolean
}

/** Reads a YAML or JSON file. Throws with the file if it cannot be read, and with line and column if it cannot be parsed. */
export async function readYaml(file: string, options: { readonly uniqueKeys?: boolean } = {}): Promise<unknown> {
  const [text, { parseDocument }] = await Promise.all([readText(file), import('yaml')])
  const document = parseDocument(text, { prettyErrors: true, merge: true, ...options })
  const [error] = document.errors
  if (error) throw new Error(`${file}:${error.linePos?.[0].line ?? 1}: cannot be read as YAML: ${error.message}`)
  return document.toJS({ maxAliasCount: -1 })
}

const readText = (file: string): Promise<string> =>
  readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    const reason = error.code === 'ENOENT' ? 'no such file' : `cannot be read (${error.code})`
    const advice = 'expected an OpenAPI document or a dialect in YAML or JSON; "proofsheet init" writes both'
    throw Object.assign(new Error(`${file}: ${reason}: ${advice}`), { code: error.code })
  })

/** Reads a published document, in which a key may stand twice: the last one counts, as for any reader of JSON. */
const readPublished = (file: string): Promise<unknown> => readYaml(file, { uniqueKeys: false })

/** Loads `openapi.yaml` of the folder and applies `overlay.yaml` if that file exists. Throws for an action that matches nothing. */
export const loadContract = (folder: string): Promise<Contract> =>
  loadDocument(join(folder, 'openapi.yaml'), join(folder, 'overlay.yaml'))

/** Loads an OpenAPI 3 document and applies the overlay if that file exists. Throws with the file's name and the reason. */
export async function loadDocument(file: string, overlayFile?: string): Promise<Contract> {
  const published = await readPublished(file)
  // YAML reads `openapi: 3.1` as a number.
  if (!isNode(published) || !/^3(\.|$)/.test(String(published.openapi)))
    throw new Error(`${file}: not an OpenAPI 3 document: expected "openapi: 3.x"`)
  const { upgrade } = await import('@scalar/openapi-upgrader')
  const whole = await embedFiles({ ...published, openapi: String(published.openapi) }, file, readPublished)
  const upgraded = upgrade(whole, '3.1') as unknown as Node
  const overlay = overlayFile && (await readYamlIfExists(overlayFile))
  const corrected = overlay ? await applyOverlay(upgraded, overlay, overlayFile) : upgraded
  // The copy gives each alias of YAML nodes of its own.
  const document = JSON.parse(JSON.stringify(corrected)) as Node
  const notes = repairDocument(document)
  try {
    return { ...toContract(document), notes }
  } catch (error) {
    throw new Error(`${file}: ${(error as Error).message}`)
  }
}

/** Wraps a parsed OpenAPI 3.1 document to which any overlay was already applied. */
export const toContract = (document: Node): Contract => ({ document, operations: listOperations(document) })

const readYamlIfExists = (file: string): Promise<unknown> =>
  readYaml(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })

async function applyOverlay(document: Node, overlay: unknown, file: string): Promise<Node> {
  const { openapiOverlay } = await import('openapi-format')
  const actions = listAt(overlay, 'actions').filter(isNode)
  for (const [index, action] of actions.entries())
    if (typeof action.description !== 'string' || !isNode(action['x-source']))
      throw new Error(
        `${file}: /actions/${index} has no description or no x-source: give the reason and the source of the correction`,
      )
  const { data, resultData } = await openapiOverlay(document as FormatDocument, {
    overlaySet: overlay as { overlay: string; actions: never[] },
  })
  const unused = (resultData as { unusedActions?: Node[] }).unusedActions ?? []
  if (unused.length > 0)
    throw new Error(
      `${file}: overlay action matched nothing: ${unused.map((action) => String(action.target)).join(', ')}`,
    )
  return data as Node
}

/** Follows the `$ref` of a node within the document. Throws for a circular or unresolved reference. */
export function resolveRef(document: Node, node: unknown): Node {
  let current = node
  for (let hops = 0; isNode(current) && typeof current.$ref === 'string'; hops++) {
    if (hops > 32) throw new Error(`circular $ref: ${current.$ref}`)
    const target = readReference(document, current.$ref)
    if (target === undefined) throw new Error(`unresolved $ref: ${current.$ref}`)
    current = target
  }
  return isNode(current) ? current : {}
}

function listOperations(document: Node): ContractOperation[] {
  return Object.entries(nodeAt(document, 'paths')).flatMap(([path, raw]) => {
    const item = withSiblings(document, raw)
    return methods.flatMap((method) => {
      const node = item[method]
      if (!isNode(node)) return []
      const servers = [node, item, document].map((level) => listAt(level, 'servers')).find((list) => list.length > 0)
      const content = nodeAt(resolveRef(document, node.requestBody), 'content')
      const security = node.security ?? document.security
      return {
        route: `${method.toUpperCase()} ${path}`,
        method: method.toUpperCase(),
        path,
        basePath: serverPath(servers?.[0]),
        node,
        parameters: listParameters(document, item, node),
        bodies: listBodies(document, content),
        secured: !Array.isArray(security) || security.length > 0,
      }
    })
  })
}

/** Follows the reference of a path, and adds the members beside the reference: both apply. */
function withSiblings(document: Node, raw: unknown): Node {
  const target = resolveRef(document, raw)
  if (!isNode(raw) || raw.$ref === undefined) return target
  const { $ref: _, ...own } = raw
  return { ...target, ...own, parameters: [...listAt(target, 'parameters'), ...listAt(own, 'parameters')] }
}

/** Lists the schemas of a body by media type. JSON and forms stand under their usual type, however the document writes them. */
function listBodies(document: Node, content: Node): Record<string, Node> {
  const usual = Object.values(mediaTypes).flatMap((type): [string, unknown][] => {
    const key = findMediaKey(content, type)
    return key === undefined || key === type ? [] : [[type, content[key]]]
  })
  return Object.fromEntries(
    [...Object.entries(content), ...usual].map(([type, media]) => [
      type,
      resolveRef(document, nodeAt(media, 'schema')),
    ]),
  )
}

/** Lists the parameters of a path and of its operation, which replaces a parameter of the path by one of the same name. */
function listParameters(document: Node, item: Node, operation: Node): Node[] {
  const all = [...listAt(item, 'parameters'), ...listAt(operation, 'parameters')].map((parameter) =>
    resolveRef(document, parameter),
  )
  return all.filter(
    ({ name, in: place }, index) => !all.slice(index + 1).some((later) => later.name === name && later.in === place),
  )
}
