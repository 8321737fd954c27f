import type { Options } from 'ajv'
import type { Ajv2020 } from 'ajv/dist/2020.js'
import { isNode, type Node } from './document.ts'
import { escapePart, parsePointer } from './pointer.ts'
import type { Validate } from './validate.ts'

/**
 * Compiles the schema at a pointer into the document, and returns the same function for the same pointer. The parts of the
 * pointer are percent-encoded. Throws if the schema cannot be compiled.
 */
export type Compiler = (pointer: string) => Validate

/**
 * Creates a compiler for the schemas of an OpenAPI 3.1 document. Its functions report the first error, or all errors with
 * `allErrors`. Loads Ajv.
 */
export async function createCompiler(document: Node, { allErrors = false } = {}): Promise<Compiler> {
  const ajv = await createAjv(document, { allErrors })
  const compiled = new Map<string, Validate>()
  return (pointer) => {
    try {
      const validate = compiled.get(pointer) ?? ajv.compile({ $ref: `contract#${pointer}` })
      compiled.set(pointer, validate)
      return validate
    } catch (error) {
      throw new Error(
        `the schema at #${decodeURIComponent(pointer)} of the contract can't be compiled: ${(error as Error).message}`,
      )
    }
  }
}

/** Creates Ajv for the schemas of a document, which is known as `contract`. Loads Ajv. */
export async function createAjv(document: Node, options: Options): Promise<Ajv2020> {
  const [{ Ajv2020 }, { default: formats }] = await Promise.all([import('ajv/dist/2020.js'), import('ajv-formats')])
  // The document is not a schema, and its check against the schema of schemas would take most of the time of the first request.
  const ajv = new Ajv2020({ ...options, strict: false, logger: false, validateSchema: false })
  formats.default(ajv)
  return ajv.addSchema(document, 'contract')
}

/** Formats a path into the document as a pointer for the compiler. */
export const encodePointer = (parts: readonly string[]): string =>
  parts.map((part) => `/${encodeURIComponent(escapePart(part))}`).join('')

/** Follows a path through the document and each `$ref` on the way; returns the final pointer and the node there. */
export function resolvePointer(document: Node, parts: readonly string[]): { pointer: string; node: Node } {
  let path: string[] = []
  let node: unknown = document
  for (const part of parts) {
    path = [...path, part]
    node = childOf(node, part)
    for (let hops = 0; isNode(node) && typeof node.$ref === 'string' && hops < 32; hops++) {
      path = parsePointer(decodeURIComponent(node.$ref.slice(1)))
      node = path.reduce(childOf, document)
    }
  }
  return { pointer: encodePointer(path), node: isNode(node) ? node : {} }
}

/** Returns a member of an object, or an item of a list. */
export const childOf = (node: unknown, part: string): unknown =>
  isNode(node) || Array.isArray(node) ? (node as Node)[part] : undefined
