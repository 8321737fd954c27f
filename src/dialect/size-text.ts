import type { Dialect } from './schema.ts'

type Rules = Pick<Dialect['images']['size'], 'accepts' | 'separators'>

/** Separators of a size unless the dialect states others. */
export const usualSeparators = { pixels: 'x', ratio: ':' } as const
const kinds = ['pixels', 'ratio'] as const
const pair = { pixels: /^(\d+)x(\d+)$/, ratio: /^(\d+(?:\.\d+)?):(\d+(?:\.\d+)?)$/ } as const

/** Writes a size as requests and responses of the gateway do: 1024x1024 may be 1024*1024. Other texts stay as they are. */
export function toSizeText({ separators }: Pick<Rules, 'separators'>, size: string): string {
  for (const kind of kinds) {
    const [, first, second] = pair[kind].exec(size) ?? []
    if (first !== undefined) return `${first}${separators?.[kind] ?? usualSeparators[kind]}${second}`
  }
  return size
}

/**
 * Reads a size that the gateway writes: 1024*1024 may be 1024x1024. Other texts stay as they are. Undefined for a size with a
 * separator that the gateway does not use.
 */
export function fromSizeText({ accepts, separators = {} }: Rules, text: string): string | undefined {
  for (const kind of kinds) {
    const [first = '', second = '', ...rest] = text.split(separators[kind] ?? usualSeparators[kind])
    const size = `${first}${usualSeparators[kind]}${second}`
    if (accepts.includes(kind) && rest.length === 0 && pair[kind].test(size)) return size
  }
  const isOther = kinds.some((kind) => separators[kind] !== undefined && pair[kind].test(text))
  return isOther ? undefined : text
}
