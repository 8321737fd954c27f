import { isNode, listAt, type Node, nodeAt } from './document.ts'
import { resolveRef } from './load.ts'
import { besideWords } from './open-words.ts'
import { prepareForTypes } from './prepare-for-types.ts'
import { loadTypeTools } from './type-tools.ts'
import { schemasAt } from './walk.ts'

/** Writes the TypeScript types of an OpenAPI document: `paths`, `operations`, `components`. Binary content becomes a Blob. */
export async function renderTypes(document: Node): Promise<string> {
  const [{ default: openapiTypescript, astToString }, ts] = await loadTypeTools()
  const blob = ts.factory.createTypeReferenceNode(ts.factory.createIdentifier('Blob'))
  // An editor proposes the words beside this type, which plain text would absorb.
  const otherText = ts.factory.createParenthesizedType(
    ts.factory.createIntersectionTypeNode([
      ts.factory.createKeywordTypeNode(ts.SyntaxKind.StringKeyword),
      ts.factory.createTypeLiteralNode([]),
    ]),
  )
  const ast = await openapiTypescript(prepareForTypes(withoutRenaming(document)) as never, {
    // The server applies defaults, so callers may omit the member.
    defaultNonNullable: false,
    // An object without members is open, as the validator has it.
    emptyObjectsUnknown: true,
    alphabetize: true,
    silent: true,
    transform: (schema) => (isBytes(schema) ? blob : isBesideWords(schema) ? otherText : undefined),
  })
  return `// Generated from an OpenAPI document by openapi-typescript. Do not edit.\n${astToString(ast)}`
}

/** Tests for a marked text. A schema that also has another type comes again for each of its types. */
const isBesideWords = (schema: unknown): boolean => isNode(schema) && schema.type === 'string' && besideWords in schema

const isBytes = (schema: unknown): boolean =>
  isNode(schema) &&
  schema.type === 'string' &&
  (schema.format === 'binary' || schema.contentMediaType === 'application/octet-stream')

/**
 * Removes each discriminator whose schemas name their words themselves. openapi-typescript would put the names of the schemas in
 * place of the words.
 */
function withoutRenaming(document: Node): Node {
  const schemas = Object.values(nodeAt(nodeAt(document, 'components'), 'schemas')).filter(isNode)
  const visit = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(visit)
    if (!isNode(value)) return value
    const name = nodeAt(value, 'discriminator').propertyName
    const isNamed = typeof name === 'string' && hasWords(document, [value, ...heirsOf(document, schemas, value)], name)
    return Object.fromEntries(
      Object.entries(value).flatMap(([key, child]) =>
        isNamed && key === 'discriminator' ? [] : [[key, visit(child)]],
      ),
    )
  }
  return visit(document) as Node
}

/** Lists the schemas that extend a schema. */
const heirsOf = (document: Node, schemas: readonly Node[], base: Node): Node[] =>
  schemas.filter((schema) => listAt(schema, 'allOf').some((part) => resolveRef(document, part) === base))

const hasWords = (document: Node, schemas: readonly Node[], name: string): boolean =>
  schemas
    .flatMap((schema) => schemasAt(document, schema, [name]))
    .some((node) => node.enum !== undefined || node.const !== undefined)
