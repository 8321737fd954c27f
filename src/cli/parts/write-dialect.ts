import type { DialectFile } from '../../dialect/schema.ts'

/** Writes a dialect as YAML with small objects on one line, below what is to be looked up. */
export async function writeDialect(dialect: DialectFile, guesses: readonly string[]): Promise<string> {
  const { Document, isCollection, isMap, visit } = await import('yaml')
  const document = new Document(JSON.parse(JSON.stringify(dialect)), { aliasDuplicateObjects: false })
  const isFlat = (node: unknown) => isCollection(node) && JSON.stringify(node).length < 100
  visit(document, {
    Collection(_key, node, path) {
      if (isFlat(node) && path.length > 1 && !(isMap(node) && path.length < 4)) node.flow = true
    },
  })
  const header = [
    '# Written by proofsheet init from samples. Members about which the samples are silent have defaults.',
    ...(guesses.length > 0
      ? ['# Look up in the documents of the gateway:', ...guesses.map((guess) => `#   ${guess}`)]
      : []),
  ]
  return `${header.join('\n')}\n${document.toString({ lineWidth: 130, flowCollectionPadding: false, singleQuote: true })}`
}
