import { isNode, listAt, type Node } from './document.ts'
import { resolveRef } from './load.ts'

const choices = ['anyOf', 'oneOf'] as const

/** Tests for a schema that accepts every text, apart from its length and its pattern. */
export const isOpenText = ({ type, enum: words, const: constant, $ref, allOf, anyOf, oneOf, not }: Node): boolean =>
  [type].flat().includes('string') &&
  [words, constant, $ref, allOf, anyOf, oneOf, not].every((keyword) => keyword === undefined)

/** Tests for a schema that names words and accepts every other text too: `anyOf` of an enum and a text. */
export const hasOpenWords = (document: Node, schema: Node): boolean =>
  choices.some((key) => {
    const branches = listAt(schema, key).map((branch) => resolveRef(document, branch))
    return branches.some(isOpenText) && branches.some(isListOfWords)
  })

const isListOfWords = ({ enum: words, const: constant }: Node): boolean =>
  (Array.isArray(words) && words.some((word) => typeof word === 'string')) || typeof constant === 'string'

/** Member of a text beside which a schema names words. `renderTypes` writes such a text so that an editor proposes the words. */
export const besideWords = 'x-beside-words'

/** Marks the texts that stand beside words in the choices of a schema. Changes the schema. */
export function markOpenText(document: Node, schema: Node): void {
  if (!hasOpenWords(document, schema)) return
  for (const key of choices)
    if (Array.isArray(schema[key]))
      schema[key] = schema[key].map((branch) => {
        const node = resolveRef(document, branch)
        return isNode(branch) && isOpenText(node) ? { ...node, [besideWords]: true } : branch
      })
}
