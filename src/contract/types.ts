import { isNode, type Node } from './document.ts'
import { compositions, isOpaque } from './merge/join.ts'

/** Writes the TypeScript types of an OpenAPI document: `paths`, `operations`, `components`. Binary content becomes a Blob. */
export async function renderTypes(document: Node): Promise<string> {
  const [{ default: openapiTypescript, astToString }, { default: ts }] = await Promise.all([
    import('openapi-typescript'),
    import('typescript'),
  ])
  const blob = ts.factory.createTypeReferenceNode(ts.factory.createIdentifier('Blob'))
  const ast = await openapiTypescript(simplifyForTypes(document) as never, {
    // The server applies defaults, so callers may omit the member.
    defaultNonNullable: false,
    alphabetize: true,
    silent: true,
    transform: (schema) => (isBytes(schema) ? blob : undefined),
  })
  return `// Generated from an OpenAPI document by openapi-typescript. Do not edit.\n${astToString(ast)}`
}

const isBytes = (schema: unknown): boolean =>
  isNode(schema) &&
  schema.type === 'string' &&
  (schema.format === 'binary' || schema.contentMediaType === 'application/octet-stream')

/**
 * Removes the keywords that TypeScript cannot express. Alternatives that only require different sets of the same members
 * would become `unknown`; `patternProperties` would become an index signature that contradicts every other member.
 */
function simplifyForTypes(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(simplifyForTypes)
  if (!isNode(value)) return value
  const isPlain = isNode(value.properties) && !isOpaque(value)
  const dropped: readonly string[] = isPlain ? [...compositions, 'patternProperties'] : []
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !dropped.includes(key))
      .map(([key, child]) => [key, simplifyForTypes(child)]),
  )
}
