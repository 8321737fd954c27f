import { basename } from 'node:path'
import ts from 'typescript'
import { createCompiler } from '../../src/contract/compile.ts'
import { isNode, listAt, type Node, nodeAt } from '../../src/contract/document.ts'
import { resolveRef } from '../../src/contract/load.ts'
import { methods } from '../../src/contract/methods.ts'
import type { Validate } from '../../src/contract/validate.ts'
import { fileMark, isBytes } from './draw-values.ts'

/** Place of a value in a document, with the type that `renderTypes` writes for the value. */
export interface Site {
  readonly name: string
  readonly type: string
  readonly schema: unknown
}

const at = (...keys: string[]) => keys.map((key) => `[${JSON.stringify(key)}]`).join('')

/** Lists the bodies of requests and responses, and the parameters, of a document. Of equal schemas, the first is listed. */
export function sitesOf(document: Node): Site[] {
  const all = Object.entries(nodeAt(document, 'paths')).flatMap(([path, item]) =>
    methods
      .filter((method) => isNode((item as Node)[method]))
      .flatMap((method) => {
        const operation = nodeAt(item, method)
        const name = `${method} ${path}`
        const place = `paths${at(path, method)}`
        return [
          ...contentSites(document, operation.requestBody, `NonNullable<${place}["requestBody"]>`, name),
          ...Object.entries(nodeAt(operation, 'responses')).flatMap(([status, response]) => {
            const key = /^\d+$/.test(status) ? `[${status}]` : at(status)
            return contentSites(document, response, `${place}["responses"]${key}`, `${name} ${status}`)
          }),
          ...[...listAt(item, 'parameters'), ...listAt(operation, 'parameters')].flatMap((raw) => {
            const parameter = resolveRef(document, raw)
            const [where, member] = [String(parameter.in), String(parameter.name)]
            const type = `NonNullable<${place}["parameters"]${at(where)}>${at(member)}`
            return parameter.schema === undefined ? [] : [{ name: `${name} ${member}`, type, schema: parameter.schema }]
          }),
        ]
      }),
  )
  return [...new Map(all.toReversed().map((site) => [JSON.stringify(site.schema), site])).values()].toReversed()
}

const contentSites = (document: Node, node: unknown, place: string, name: string): Site[] =>
  Object.entries(nodeAt(resolveRef(document, node), 'content')).flatMap(([media, content]) => {
    const { schema } = resolveRef(document, content)
    return schema === undefined ? [] : [{ name: `${name} ${media}`, type: `${place}["content"]${at(media)}`, schema }]
  })

/** Keywords that TypeScript cannot express: lengths, formats, patterns, ranges, counts and conditions. */
const inexpressible = [
  ...['minLength', 'maxLength', 'format', 'pattern', 'contentMediaType', 'contentSchema'],
  ...['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf'],
  ...['minItems', 'maxItems', 'uniqueItems', 'contains', 'minContains', 'maxContains'],
  ...['minProperties', 'maxProperties', 'propertyNames', 'patternProperties'],
  ...['not', 'if', 'then', 'else', 'dependentRequired', 'dependentSchemas', 'discriminator'],
]

/** Lists the schemas of request bodies. */
const bodiesOf = (document: Node): Set<Node> =>
  new Set(
    Object.values(nodeAt(document, 'paths')).flatMap((item) =>
      methods.flatMap((method) => {
        const body = resolveRef(document, nodeAt(nodeAt(item, method), 'requestBody'))
        return Object.values(nodeAt(body, 'content')).map((media) => resolveRef(document, nodeAt(media, 'schema')))
      }),
    ),
  )

/** Leaves out the alternatives of a body that name no further member. */
function withoutChoices(document: Node, body: Node): Node {
  const { anyOf, oneOf, ...rest } = body
  const own = namesOf(document, rest)
  const further = namesOf(document, { anyOf, oneOf }).filter((name) => !own.includes(name))
  return isNode(rest.properties) && own.length > 0 && further.length === 0 ? rest : body
}

const namesOf = (document: Node, schema: unknown): string[] => {
  const node = resolveRef(document, schema)
  const branches = ['allOf', 'anyOf', 'oneOf'].flatMap((key) => listAt(node, key))
  return [...Object.keys(nodeAt(node, 'properties')), ...branches.flatMap((branch) => namesOf(document, branch))]
}

/**
 * Returns the schema without the differences between a validator and TypeScript: keywords that TypeScript cannot express; integers,
 * which are numbers; `oneOf`, which may not forbid that two branches fit; members that a closed object does not name; the values of
 * members without a name beside members with a name; lists whose first items alone are described; and the alternatives of a body that
 * say which members belong together. A schema of members without a type is a schema of objects.
 */
function relaxed(document: Node, bodies: ReadonlySet<Node>, published: unknown): unknown {
  if (!isNode(published)) return published
  const schema = bodies.has(published) ? withoutChoices(document, published) : published
  const inside = (child: unknown) => relaxed(document, bodies, child)
  if (typeof schema.$ref === 'string') {
    const { $ref, ...rest } = schema
    const isNamed = $ref.startsWith('#/components/schemas/')
    return { allOf: [isNamed ? { $ref } : inside(resolveRef(document, { $ref })), inside(rest)] }
  }
  if (isBytes(schema)) return { const: fileMark }
  const kept = Object.entries(schema).filter(([key]) => ![...inexpressible, ...listKeywords].includes(key))
  return {
    ...Object.fromEntries(kept.flatMap(([key, child]) => Object.entries(relaxedKeyword(inside, key, child)))),
    ...relaxedType(schema),
    ...relaxedList(inside, schema),
    ...relaxedMembers(inside, schema),
  }
}

type Inside = (schema: unknown) => unknown
const listKeywords = ['items', 'prefixItems', 'properties', 'additionalProperties', 'type']

function relaxedKeyword(inside: Inside, key: string, child: unknown): Node {
  if (!Array.isArray(child) || !['allOf', 'anyOf', 'oneOf'].includes(key)) return { [key]: child }
  if (key === 'allOf') return { allOf: child.map(inside) }
  // `not` of `not` is the other place for a list of alternatives, because a schema may have both keywords.
  return key === 'anyOf' ? { anyOf: child.map(inside) } : { not: { not: { anyOf: child.map(inside) } } }
}
function relaxedType({ type, properties, required, additionalProperties, items, prefixItems }: Node): Node {
  if (type !== undefined) return { type: [type].flat().map((name) => (name === 'integer' ? 'number' : name)) }
  if (properties !== undefined || required !== undefined || additionalProperties) return { type: 'object' }
  return items !== undefined || prefixItems !== undefined ? { type: 'array' } : {}
}

function relaxedList(inside: Inside, { prefixItems, items, minItems, maxItems }: Node): Node {
  if (!Array.isArray(prefixItems)) return items === undefined ? {} : { items: inside(items) }
  const { length } = prefixItems
  const isWhole = Number(minItems) >= length && (items === false || Number(maxItems) <= length)
  if (isWhole) return { prefixItems: prefixItems.map(inside), items: false, minItems: length }
  return { items: { anyOf: [...prefixItems, ...(items === false ? [] : [items ?? {}])].map(inside) } }
}

function relaxedMembers(inside: Inside, { properties, required, additionalProperties: free }: Node): Node {
  const isFree = isNode(free) && Object.keys(free).length > 0
  const unnamed = isFree && Array.isArray(required) ? required.map((name) => [name, free]) : []
  const all = { ...Object.fromEntries(unnamed), ...(isNode(properties) ? properties : {}) }
  const members = Object.entries(all).map(([name, member]) => [name, inside(member)])
  return {
    ...(members.length > 0 ? { properties: Object.fromEntries(members) } : {}),
    ...(isFree ? { additionalProperties: { anyOf: [inside(free), ...members.map(([, member]) => member)] } } : {}),
  }
}

/** Replaces each schema of bytes by one that takes no text: dialects say whether a form may have text in place of a file. */
function withFiles(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withFiles)
  if (!isNode(value)) return value
  return isBytes(value)
    ? { const: fileMark }
    : Object.fromEntries(Object.entries(value).map(([key, child]) => [key, withFiles(child)]))
}

/** Creates for each site the check of the published schema, and of the relaxed schema. */
export async function checksOf(
  document: Node,
  sites: readonly Site[],
): Promise<{ strict: Validate; loose: Validate }[]> {
  const schemas = Object.entries(nodeAt(nodeAt(document, 'components'), 'schemas'))
  const bodies = bodiesOf(document)
  const strict = await createCompiler(withFiles({ ...document, sites: sites.map(({ schema }) => schema) }) as Node)
  const loose = await createCompiler({
    components: {
      schemas: Object.fromEntries(schemas.map(([name, schema]) => [name, relaxed(document, bodies, schema)])),
    },
    sites: sites.map(({ schema }) => relaxed(document, bodies, schema)),
  })
  return sites.map((_, index) => ({ strict: strict(`/sites/${index}`), loose: loose(`/sites/${index}`) }))
}

/** Values that stand for a type of one of the files of types. */
export interface Question {
  readonly file: string
  readonly type: string
  readonly values: readonly unknown[]
}

/** Tells for each value of each question whether TypeScript assigns the value to the type, in one program. */
export function assignable(files: Readonly<Record<string, string>>, questions: readonly Question[]): boolean[][] {
  const names = Object.keys(files)
  const main = [
    'declare global { interface Blob { readonly blob: unique symbol } }',
    ...names.map((file, index) => `import type { paths as paths${index} } from './${file}'`),
    ...questions.map(({ file, type, values }, index) => {
      const members = values.map((value) => typeOf(value)).join(',\n')
      return `type T${index} = ${type.replace('paths[', `paths${names.indexOf(file)}[`)}\ntype V${index} = [${members}]`
    }),
  ].join('\n')
  const program = createProgram({ ...files, 'main.ts': main })
  const [error] = ts.getPreEmitDiagnostics(program)
  if (error) throw new Error(`${error.file?.fileName}: ${ts.flattenDiagnosticMessageText(error.messageText, ' ')}`)
  const checker = program.getTypeChecker()
  const aliases = program.getSourceFile('main.ts')?.statements.filter(ts.isTypeAliasDeclaration) ?? []
  const types = new Map(aliases.map(({ name }) => [name.text, checker.getTypeAtLocation(name)]))
  return questions.map((_, index) => {
    const target = types.get(`T${index}`) as ts.Type
    const values = checker.getTypeArguments(types.get(`V${index}`) as ts.TypeReference)
    return values.map((value) => checker.isTypeAssignableTo(value, target))
  })
}

/** Writes the type that only this value has. Such a type is compared as a value that a caller has prepared. */
function typeOf(value: unknown): string {
  if (value === fileMark) return 'Blob'
  if (Array.isArray(value)) return `[${value.map(typeOf).join(', ')}]`
  if (!isNode(value)) return JSON.stringify(value)
  const members = Object.entries(value).map(([name, child]) => `${JSON.stringify(name)}: ${typeOf(child)}`)
  return `{ ${members.join('; ')} }`
}

const options: ts.CompilerOptions = {
  strict: true,
  exactOptionalPropertyTypes: true,
  noEmit: true,
  types: [],
  lib: ['lib.es5.d.ts'],
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  allowImportingTsExtensions: true,
  skipLibCheck: true,
}

/** The library of the language, parsed once. */
const libraries = new Map<string, ts.SourceFile | undefined>()

function createProgram(files: Readonly<Record<string, string>>): ts.Program {
  const host = ts.createCompilerHost(options)
  const { getSourceFile, fileExists } = host
  host.fileExists = (file) => basename(file) in files || fileExists(file)
  host.getSourceFile = (file, target) => {
    const text = files[basename(file)]
    if (text !== undefined) return ts.createSourceFile(file, text, target)
    if (!libraries.has(file)) libraries.set(file, getSourceFile(file, target))
    return libraries.get(file)
  }
  return ts.createProgram(['main.ts'], options, host)
}
