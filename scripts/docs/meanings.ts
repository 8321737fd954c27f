import { findMember } from '../../src/dialect/titles.ts'
import { type Member, membersOf, type Schema } from '../dialect-members.ts'

/** Finds the meaning of a word of the dialect: the sentence of the description that begins with the word and a colon. */
export type FindMeaning = (trait: string, word: string) => string | undefined

/** Reads the meanings of words from the descriptions of the dialect's schema. */
export function readMeanings(schema: Schema): FindMeaning {
  const members = Map.groupBy(membersOf(schema), ({ pointer }) => pointer)
  const descriptionOf = (members: readonly Member[] = []) =>
    members.map(({ schema: { description = '' } }) => description).join(' ')
  return (trait, word) => {
    const pattern = findMember(trait)?.pattern
    if (pattern === undefined || !/^[a-z][\w-]*$/i.test(word)) return undefined
    const sentences = descriptionOf(members.get(pattern)).split(/(?<=\.) (?=[A-Z\w]+: |[A-Z])/)
    const found = sentences.find((sentence) => sentence.startsWith(`${word}: `))
    return found?.slice(word.length + 2).replace(/\.$/, '')
  }
}
