import { resolvePointer } from '../../contract/compile.ts'
import { isNode, type Node, nodeAt } from '../../contract/document.ts'
import { resolveRef } from '../../contract/load.ts'
import { eventStream, findMediaKey, formTwinType, mediaTypes } from '../../contract/media-types.ts'

/**
 * Prepares a contract for Prism: names the JSON Schema dialect 2020-12, because Prism assumes draft-07 otherwise; adds a JSON
 * twin beside each form; declares streams as text, because events are validated one by one; removes the parameters, because the
 * mock checks them itself.
 */
export function withFormTwins(contract: Node): Node {
  const document = structuredClone(contract)
  for (const { media } of eventSchemas(document)) media.schema = { type: 'string' }
  document.jsonSchemaDialect = 'https://json-schema.org/draft/2020-12/schema'
  for (const item of Object.values(nodeAt(document, 'paths')) as Node[]) {
    delete item.parameters
    for (const operation of Object.values(item)) {
      if (isNode(operation)) delete operation.parameters
      const content = nodeAt(resolveRef(document, nodeAt(operation, 'requestBody')), 'content')
      const form = content[findMediaKey(content, mediaTypes.multipart) ?? '']
      if (form !== undefined) content[formTwinType] = { schema: structuredClone(nodeAt(form, 'schema')) }
    }
  }
  return document
}

/** Lists the schemas of stream events. `operation` is `METHOD path`; `pointer` is the pointer of the schema. */
export function eventSchemas(document: Node): { operation: string; media: Node; pointer: string }[] {
  return Object.entries(nodeAt(document, 'paths')).flatMap(([path, item]) =>
    Object.keys(item as Node).flatMap((method) => {
      const media = ['paths', path, method, 'responses', '200', 'content', eventStream]
      const { node } = resolvePointer(document, media)
      const { pointer } = resolvePointer(document, [...media, 'schema'])
      return node.schema === undefined ? [] : [{ operation: `${method.toUpperCase()} ${path}`, media: node, pointer }]
    }),
  )
}
