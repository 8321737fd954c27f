import { findNearest } from './nearest.ts'

/** Returns the candidate for which a word is a slip of the pen; undefined if none is alike. */
export function findSlip(word: string, candidates: readonly string[]): string | undefined {
  const nearest = findNearest(word, candidates)
  return nearest !== undefined && isAlike(word, nearest) ? nearest : undefined
}

/** Tests for words that share a beginning, or of which most letters are alike in order. */
function isAlike(word: string, candidate: string): boolean {
  if (candidate.startsWith(word) || word.startsWith(candidate)) return true
  let rest = candidate
  const shared = [...word].filter((letter) => {
    const index = rest.indexOf(letter)
    rest = index < 0 ? rest : rest.slice(index + 1)
    return index >= 0
  })
  return shared.length * 2 > Math.max(word.length, candidate.length)
}
