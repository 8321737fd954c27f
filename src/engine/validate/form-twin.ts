import { resolvePointer } from '../../contract/compile.ts'
import { type Node, nodeAt } from '../../contract/document.ts'
import { resolveRef } from '../../contract/load.ts'
import { eventStream, formTwinType, mediaTypes } from '../../contract/media-types.ts'

/**
 * The contract as Prism reads it: the 2020-12 dialect by name (else draft-07), a JSON twin beside each form, and a stream
 * as a text, for its events are judged one by one.
 */
export function withFormTwins(contract: Node): Node {
  const document = structuredClone(contract)
  for (const { media } of eventSchemas(document)) media.schema = { type: 'string' }
  document.jsonSchemaDialect = 'https://json-schema.org/draft/2020-12/schema'
  for (const item of Object.values(nodeAt(document, 'paths')))
    for (const operation of Object.values(item as Node)) {
      const content = nodeAt(resolveRef(document, nodeAt(operation, 'requestBody')), 'content')
      const form = content[mediaTypes.multipart]
      if (form !== undefined) content[formTwinType] = { schema: structuredClone(nodeAt(form, 'schema')) }
    }
  return document
}

/** Where operations declare the events of their streams. */
export function eventSchemas(document: Node): { at: string; media: Node; pointer: string }[] {
  return Object.entries(nodeAt(document, 'paths')).flatMap(([path, item]) =>
    Object.keys(item as Node).flatMap((method) => {
      const media = ['paths', path, method, 'responses', '200', 'content', eventStream]
      const { node } = resolvePointer(document, media)
      const { pointer } = resolvePointer(document, [...media, 'schema'])
      return node.schema === undefined ? [] : [{ at: `${method.toUpperCase()} ${path}`, media: node, pointer }]
    }),
  )
}
