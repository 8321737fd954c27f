import { type Compiler, resolvePointer } from '../../contract/compile.ts'
import { isNode, type Node } from '../../contract/document.ts'
import { type ContractOperation, resolveRef } from '../../contract/load.ts'
import { findMediaKey, mediaTypes } from '../../contract/media-types.ts'
import type { RequestBody } from '../model/body.ts'

/**
 * Returns true when Prism would surely find no fault in the body of a request. False decides nothing: the request goes to Prism,
 * which decides. `test/engine/accept.test.ts` checks every `true` against Prism, and so does each request of each test.
 */
export type AcceptBody = (body: RequestBody) => boolean

/** Creates the fast path of an operation, with compiled schemas. The document may lack what the operation does not reach. */
export function createAccept(
  document: Node,
  { method, path, node }: ContractOperation,
  compiler: Compiler,
): AcceptBody {
  // Prism removes read-only members at any depth before validating a body, so the fast path leaves such bodies to Prism.
  const hasReadOrWriteOnly = /"(read|write)Only":true/.test(JSON.stringify(document))
  const compile = hasReadOrWriteOnly ? undefined : compiler
  const bodyKeys = ['paths', path, method.toLowerCase(), 'requestBody']
  const { content = {}, required } = resolveRef(document, node.requestBody)
  const schemaOf = (type: string) => {
    const key = findMediaKey(content as Node, type)
    if (key === undefined) return undefined
    const media = [...bodyKeys, 'content', key]
    const hasSchema = isNode(resolvePointer(document, media).node.schema)
    return hasSchema ? compile?.(resolvePointer(document, [...media, 'schema']).pointer) : undefined
  }
  const validators =
    node.requestBody === undefined ? {} : { json: schemaOf(mediaTypes.json), multipart: schemaOf(mediaTypes.multipart) }
  return ({ encoding, value }) => (encoding === 'none' ? required !== true : validators[encoding]?.(value) === true)
}
