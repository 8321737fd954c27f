import type { ValidateFunction } from 'ajv'
import type { Node } from './document.ts'

/** Compiles the schema at a pointer of the document, each part of it percent-encoded; once. Throws where that can't be. */
export type Compiler = (pointer: string) => ValidateFunction

/** A compiler of the schemas of an OpenAPI 3.1 document. */
export async function createCompiler(document: Node): Promise<Compiler> {
  const [{ Ajv2020 }, { default: formats }] = await Promise.all([import('ajv/dist/2020.js'), import('ajv-formats')])
  const ajv = new Ajv2020({ strict: false, logger: false })
  formats.default(ajv)
  ajv.addSchema(document, 'contract')
  const made = new Map<string, ValidateFunction>()
  return (pointer) => {
    try {
      const validate = made.get(pointer) ?? ajv.compile({ $ref: `contract#${pointer}` })
      made.set(pointer, validate)
      return validate
    } catch (error) {
      throw new Error(
        `the schema at #${decodeURIComponent(pointer)} of the contract can't be compiled: ${(error as Error).message}`,
      )
    }
  }
}
