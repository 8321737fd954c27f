import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { OpenApiDocument as FormatDocument } from 'openapi-format'
import { isNode, listAt, type Node, nodeAt } from './document.ts'
import { unescapePart } from './pointer.ts'

/** A provider's contract: the published document, upgraded to OpenAPI 3.1 and corrected by the overlay. */
export interface Contract {
  readonly document: Node
  readonly operations: readonly ContractOperation[]
  /** Says that all schemas are known to compile. */
  readonly isSound?: true
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
  /** Request schemas by media type. */
  readonly bodies: Readonly<Record<string, Node>>
  /** True if the contract requires a key for the operation. */
  readonly secured: boolean
}

const methods = ['get', 'post', 'put', 'patch', 'delete', 'head', 'options', 'trace'] as const

/** Reads a YAML or JSON file. Throws with file, line and column if the file cannot be parsed. */
export async function readYaml(file: string): Promise<unknown> {
  const [text, { parseDocument }] = await Promise.all([readFile(file, 'utf8'), import('yaml')])
  const document = parseDocument(text, { prettyErrors: true })
  const [error] = document.errors
  if (error) throw new Error(`${file}: ${error.message}`)
  return document.toJS()
}

/** Loads `openapi.yaml` of the folder and applies `overlay.yaml` if that file exists. Throws for an action that matches nothing. */
export const loadContract = (folder: string): Promise<Contract> =>
  loadDocument(join(folder, 'openapi.yaml'), join(folder, 'overlay.yaml'))

/** Loads an OpenAPI 3 document and applies the overlay if that file exists. Throws with the file's name and the reason. */
export async function loadDocument(file: string, overlayFile?: string): Promise<Contract> {
  const published = await readYaml(file)
  if (!isNode(published) || typeof published.openapi !== 'string' || !published.openapi.startsWith('3.'))
    throw new Error(`${file}: not an OpenAPI 3 document: expected "openapi: 3.x"`)
  const { upgrade } = await import('@scalar/openapi-upgrader')
  const upgraded = upgrade(published, '3.1') as unknown as Node
  const overlay = overlayFile && (await readYamlIfExists(overlayFile))
  const document = overlay ? await applyOverlay(upgraded, overlay, overlayFile) : upgraded
  try {
    return toContract(document)
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
    let target: unknown = document
    for (const part of current.$ref.replace(/^#\/?/, '').split('/').filter(Boolean))
      target = isNode(target) ? target[unescapePart(decodeURIComponent(part))] : undefined
    if (target === undefined) throw new Error(`unresolved $ref: ${current.$ref}`)
    current = target
  }
  return isNode(current) ? current : {}
}

function listOperations(document: Node): ContractOperation[] {
  return Object.entries(nodeAt(document, 'paths')).flatMap(([path, raw]) => {
    const item = resolveRef(document, raw)
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
        parameters: [...listAt(item, 'parameters'), ...listAt(node, 'parameters')].map((parameter) =>
          resolveRef(document, parameter),
        ),
        bodies: Object.fromEntries(
          Object.entries(content).map(([type, media]) => [type, resolveRef(document, nodeAt(media, 'schema'))]),
        ),
        secured: !Array.isArray(security) || security.length > 0,
      }
    })
  })
}

function serverPath(server: unknown): string {
  const url = isNode(server) && typeof server.url === 'string' ? server.url : ''
  return new URL(url.replaceAll(/\{[^}]*\}/g, 'x'), 'http://localhost').pathname.replace(/\/+$/, '')
}
