import { isNode, type Node } from './document.ts'
import { compositions, isOpaque } from './merge/join.ts'

/** TypeScript types of an OpenAPI document: `paths`, `operations`, `components`. Bytes are a Blob. */
export async function renderTypes(document: Node): Promise<string> {
  const [{ default: openapiTypescript, astToString }, { default: ts }] = await Promise.all([
    import('openapi-typescript'),
    import('typescript'),
  ])
  const blob = ts.factory.createTypeReferenceNode(ts.factory.createIdentifier('Blob'))
  const ast = await openapiTypescript(typable(document) as never, {
    // A default is what the server assumes; the caller need not send it.
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
 * The document without what TypeScript can't say: alternatives that only ask for other sets of the same members would
 * become `unknown`, and members by pattern an index signature that every other member breaks.
 */
function typable(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(typable)
  if (!isNode(value)) return value
  const isPlain = isNode(value.properties) && !isOpaque(value)
  const dropped: readonly string[] = isPlain ? [...compositions, 'patternProperties'] : []
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !dropped.includes(key))
      .map(([key, child]) => [key, typable(child)]),
  )
}
