import { basename, dirname, extname, resolve } from 'node:path'
import { freeName } from '../values/free-name.ts'
import { toComponentName } from './component-name.ts'
import { isNode, type Node, nodeAt } from './document.ts'
import { readReference } from './pointer.ts'
import { holdsData } from './repair/data.ts'

/** Reads a file as a document. Rejects if there is no such file, or if the file cannot be parsed. */
type ReadFile = (file: string) => Promise<unknown>

/** Place of a node: the file that it comes from, and its path in the document. */
interface Place {
  readonly file: string
  readonly path: readonly string[]
  /** Says that the node is a schema, or a part of one. */
  readonly inSchema: boolean
  /** References that were followed to get here. */
  readonly followed: readonly string[]
}

/**
 * Copies what references to other files name into the document: schemas under `#/components/schemas`, everything else to the
 * place of the reference. Keeps a reference to another host or to a file that is no YAML or JSON, and a reference whose target
 * cannot be read. Reads no file if the document names none.
 */
export async function embedFiles(document: Node, mainFile: string, read: ReadFile): Promise<Node> {
  if (!/"\$ref":"[^#"]/.test(JSON.stringify(document))) return document
  const files = new Map<string, Promise<unknown>>()
  const schemas: Record<string, unknown> = {}
  const names = new Map<string, string>()
  const main = resolve(mainFile)

  const readOnce = (file: string): Promise<unknown> => {
    const content = files.get(file) ?? (file === main ? Promise.resolve(document) : read(file).catch(() => undefined))
    files.set(file, content)
    return content
  }
  const nameOf = (key: string, file: string, pointer: string): string => {
    const own = pointer.split('/').at(-1) || basename(file, extname(file))
    const isTaken = (name: string) => name in schemas || name in nodeAt(nodeAt(document, 'components'), 'schemas')
    const name = freeName(toComponentName(own), isTaken)
    names.set(key, name)
    return name
  }
  const embedMembers = async (node: object, place: Place): Promise<unknown> => {
    const { path } = place
    const members: [string, unknown][] = []
    for (const [key, child] of Object.entries(node)) {
      const inSchema = place.inSchema || key === 'schema' || (path.length === 1 && key === 'schemas')
      const childPlace = { ...place, path: [...path, key], inSchema }
      members.push([key, holdsData(path, key) ? child : await embed(child, childPlace)])
    }
    return Array.isArray(node) ? members.map(([, child]) => child) : Object.fromEntries(members)
  }
  const embed = async (node: unknown, place: Place): Promise<unknown> => {
    if (typeof node !== 'object' || node === null) return node
    if (!isNode(node) || typeof node.$ref !== 'string') return embedMembers(node, place)
    const { $ref, ...siblings } = node
    const [fileName = '', pointer = ''] = $ref.split('#')
    const file = fileName === '' ? place.file : resolve(dirname(place.file), fileName)
    const rest = (await embedMembers(siblings, place)) as Node
    if (/^[a-z][a-z\d+.-]+:/i.test(fileName) || !/^(\.ya?ml|\.json)?$/i.test(extname(fileName))) return node
    if (file === main) return { ...rest, $ref: `#${pointer}` }
    const target = readReference(await readOnce(file), pointer)
    const key = `${file}#${pointer}`
    if (target === undefined) return node
    const followed = [...place.followed, key]
    if (!place.inSchema) {
      if (place.followed.includes(key)) return node
      const copy = await embed(target, { ...place, file, followed })
      return isNode(copy) ? { ...copy, ...rest } : copy
    }
    const known = names.get(key)
    const name = known ?? nameOf(key, file, pointer)
    if (known === undefined) {
      schemas[name] = {}
      schemas[name] = await embed(target, { file, path: ['components', 'schemas', name], inSchema: true, followed })
    }
    return { ...rest, $ref: `#/components/schemas/${name}` }
  }
  const embedded = (await embed(document, { file: main, path: [], inSchema: false, followed: [] })) as Node
  const components = nodeAt(embedded, 'components')
  return { ...embedded, components: { ...components, schemas: { ...nodeAt(components, 'schemas'), ...schemas } } }
}
