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

/** Returns a function that creates the fast path of an operation, with compiled schemas. */
export function acceptsOf(document: Node, compile: Compiler): (operation: ContractOperation) => AcceptBody {
  // Prism removes read-only members at any depth before validating a body, so the fast path leaves such bodies to Prism.
  const hasReadOrWriteOnly = /"(read|write)Only":true/.test(JSON.stringify(document))
  return (operation) => createAccept(document, operation, hasReadOrWriteOnly ? undefined : compile)
}

/** Creates the check of a body. Without a compiler, the check accepts only a missing body, when the contract allows that. */
function createAccept(
  document: Node,
  { method, path, node }: ContractOperation,
  compile: Compiler | undefined,
): AcceptBody {
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
