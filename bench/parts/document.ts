import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { loadContract } from '../../src/contract/load.ts'
import { cache, root } from './paths.ts'

type Node = Record<string, unknown>

/**
 * Writes the contract of a provider for peers: published document and overlay in one, with the path of the server before each
 * path, because Prism ignores the path of a server. Returns the document and its file.
 */
export async function effectiveDocument(provider: string): Promise<{ document: Node; file: string }> {
  const { document, operations } = await loadContract(join(root, 'openapi/providers', provider))
  const paths = Object.entries(document.paths as Node).map(([path, item]) => {
    const { servers: _, ...members } = item as Node
    const basePath = operations.find((operation) => operation.path === path)?.basePath ?? ''
    return [
      basePath + path,
      Object.fromEntries(Object.entries(members).map(([name, node]) => [name, withoutServers(node)])),
    ]
  })
  const effective = { ...document, servers: [{ url: '/' }], paths: Object.fromEntries(paths) }
  const file = join(cache, `${provider}.json`)
  await mkdir(cache, { recursive: true })
  await writeFile(file, JSON.stringify(effective))
  return { document: effective, file }
}

function withoutServers(operation: unknown): unknown {
  if (typeof operation !== 'object' || operation === null || Array.isArray(operation)) return operation
  const { servers: _, ...rest } = operation as Node
  return rest
}

/** Finds the schema of the JSON body that a path accepts, with the components to which the schema refers. */
export function bodySchema(document: Node, path: string): Node {
  const post = ((document.paths as Node)[path] as Node).post as Node
  const content = (post.requestBody as Node).content as Record<string, { schema: { $ref: string } }>
  const name = content['application/json']?.schema.$ref.split('/').at(-1) ?? ''
  const { schemas } = document.components as { schemas: Record<string, Node> }
  return { ...schemas[name], components: { schemas } }
}
