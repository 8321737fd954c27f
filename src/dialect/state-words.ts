/** Word of a gateway for a task state. */
export type StateWord = string | number

type Entry = StateWord | readonly StateWord[]

/** Words of a poll for the states of its tasks. */
interface Words {
  readonly states: { readonly [state: string]: Entry | undefined }
  readonly statesByCause?: { readonly [cause: string]: StateWord | undefined } | undefined
}

/** Lists the words of a state; the gateway writes the first. */
export const wordsOf = (entry: Entry | undefined): readonly StateWord[] => (entry === undefined ? [] : [entry].flat())

/** Lists all words, each with its state. A word of a cause stands for a failure. */
export const listStateWords = ({ states, statesByCause = {} }: Words): (readonly [word: unknown, state: string])[] => [
  ...Object.entries(states).flatMap(([state, entry]) => wordsOf(entry).map((word) => [word, state] as const)),
  ...Object.values(statesByCause).map((word) => [word, 'failed'] as const),
]

/** Tests whether the word says that a task has ended, with or without images. */
export const isFinalWord = (words: Words, word: unknown): boolean => hasState(words, word, [...failures, 'succeeded'])

/** Tests whether the word says that a task has ended without images. A word that a success has too does not. */
export const isFailureWord = (words: Words, word: unknown): boolean =>
  hasState(words, word, failures) && !hasState(words, word, ['succeeded'])

const failures = ['failed', 'cancelled', 'expired']

const hasState = (words: Words, word: unknown, wanted: readonly string[]): boolean =>
  listStateWords(words).some(([other, state]) => other === word && wanted.includes(state))

/**
 * Returns the documented words of the state that has this word among them, so that all words of a state compare as equal.
 * Returns any other word unchanged.
 */
export const documentedWords = ({ states }: Words, word: unknown): unknown =>
  Object.values(states).find((entry) => wordsOf(entry).some((other) => other === word)) ?? word

/** Usual words for a task that ended with images. */
export const usualEndWord = /^(success|succeed(ed)?|completed?|finished|done|ready)$/i
