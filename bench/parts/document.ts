import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { loadContract } from '../../dist/contract/load.js'
import { cache, root } from './paths.ts'

type Node = Record<string, unknown>

/**
 * The contract of a provider as peers are given it: published document and overlay in one, and the path of the server put
 * before each path, for Prism does not heed it. Gives the document and the file that holds it.
 */
export async function effectiveDocument(provider: string): Promise<{ document: Node; file: string }> {
  const { document, operations } = await loadContract(join(root, 'openapi/providers', provider))
  const paths = Object.entries(document.paths as Node).map(([path, item]) => {
    const { servers: _, ...members } = item as Node
    const basePath = operations.find((operation) => operation.path === path)?.basePath ?? ''
    return [basePath + path, Object.fromEntries(Object.entries(members).map(([name, node]) => [name, bare(node)]))]
  })
  const effective = { ...document, servers: [{ url: '/' }], paths: Object.fromEntries(paths) }
  const file = join(cache, `${provider}.json`)
  await mkdir(cache, { recursive: true })
  await writeFile(file, JSON.stringify(effective))
  return { document: effective, file }
}

function bare(operation: unknown): unknown {
  if (typeof operation !== 'object' || operation === null || Array.isArray(operation)) return operation
  const { servers: _, ...rest } = operation as Node
  return rest
}

/** The schema of a JSON body that a path takes, with the components that it refers to. */
export function bodySchema(document: Node, path: string): Node {
  const post = ((document.paths as Node)[path] as Node).post as Node
  const content = (post.requestBody as Node).content as Record<string, { schema: { $ref: string } }>
  const name = content['application/json']?.schema.$ref.split('/').at(-1) ?? ''
  const { schemas } = document.components as { schemas: Record<string, Node> }
  return { ...schemas[name], components: { schemas } }
}
