import type { DialectFile } from '../../dialect/schema.ts'

/** Writes a dialect as YAML with small objects on one line, below what is to be looked up and what it does not describe. */
export async function writeDialect(
  dialect: DialectFile,
  guesses: readonly string[],
  leftOut: readonly string[] = [],
): Promise<string> {
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
    ...listed('Look up in the documents of the gateway:', guesses),
    ...listed('Members of the samples that the dialect does not describe:', leftOut),
  ]
  return `${header.join('\n')}\n${document.toString({ lineWidth: 130, flowCollectionPadding: false, singleQuote: true })}`
}

const listed = (title: string, lines: readonly string[]): string[] =>
  lines.length > 0 ? [`# ${title}`, ...lines.map((line) => `#   ${line}`)] : []
