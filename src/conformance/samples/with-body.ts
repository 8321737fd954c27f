import { isNode, type Node, nodeAt } from '../../contract/document.ts'
import type { BodySample } from './body-sample.ts'

interface SampleParts {
  /** Operation of the sample: `POST /images`. */
  readonly route: string
  readonly query: readonly (readonly [name: string, value: string])[]
  readonly body: BodySample
}

/** Adds to a contract the body of a sample as the example, the members that no trait names, and the query of the sample. */
export function withBody(document: Node, { route, query, body }: SampleParts): Node {
  const components = nodeAt(document, 'components')
  const schemas = nodeAt(components, 'schemas')
  const name = body.encoding === 'json' ? 'Json' : 'Form'
  const schema = nodeAt(schemas, name)
  const described = {
    ...addMembers(schema, body.encoding === 'json' ? body.example : texts(body.example)),
    example: body.example,
  }
  const [method = '', path = ''] = route.split(' ')
  const paths = nodeAt(document, 'paths')
  const item = nodeAt(paths, path)
  const operation = nodeAt(item, method.toLowerCase())
  const parameters = [
    ...((operation.parameters as Node[] | undefined) ?? []),
    ...query.map(([parameter, value]) => ({
      name: parameter,
      in: 'query',
      schema: { type: 'string' },
      example: value,
    })),
  ]
  return {
    ...document,
    paths: { ...paths, [path]: { ...item, [method.toLowerCase()]: { ...operation, parameters } } },
    components: { ...components, schemas: { ...schemas, [name]: described } },
  }
}

const texts = (example: Node): Node =>
  Object.fromEntries(Object.entries(example).map(([name, value]) => [name, String(value)]))

/** Adds the members of an example that the schema lacks, with the types of their values. */
function addMembers(schema: Node, example: Node): Node {
  const properties = nodeAt(schema, 'properties')
  const all = Object.entries(example).map(([name, value]) => {
    const known = properties[name]
    if (!isNode(known)) return [name, typeOf(value)] as const
    return [name, isNode(value) && known.type === 'object' ? addMembers(known, value) : known] as const
  })
  return { ...schema, type: 'object', properties: { ...properties, ...Object.fromEntries(all) } }
}

function typeOf(value: unknown): Node {
  if (value === null) return {}
  if (Array.isArray(value)) return { type: 'array', ...(value.length > 0 ? { items: typeOf(value[0]) } : {}) }
  if (isNode(value)) return addMembers({}, value)
  return { type: typeof value === 'number' ? (Number.isInteger(value) ? 'integer' : 'number') : typeof value }
}
