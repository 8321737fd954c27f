/** Removes the prefix of a key, such as `sk-` or `r8_`: probes also send keys without prefix, and a gateway may repeat them. */
export const keyWithoutPrefix = (key: string): string => key.replace(/^[a-z][a-z0-9]{1,2}[-_]/, '')

/**
 * Makes a key up that looks like the given key: the same length, prefix and first half, with other letters and digits in the
 * second half.
 */
export function forgeKey(key: string): string {
  const kept = key.length - Math.floor(keyWithoutPrefix(key).length / 2)
  return `${key.slice(0, kept)}${key.slice(kept).replaceAll(/[a-z0-9]/gi, shiftCharacter)}`
}

/** Replaces a letter or a digit by the next. Twice the next is never the same, so a key is no forgery of its forgery. */
function shiftCharacter(character: string): string {
  if (/\d/.test(character)) return String((Number(character) + 1) % 10)
  const first = character === character.toLowerCase() ? 97 : 65
  return String.fromCharCode(first + ((character.charCodeAt(0) - first + 1) % 26))
}

/** Shows the last four characters of a key of at least twelve, so that people tell keys apart: `…9f2c`. */
export const formatKeyTail = (key: string | undefined): string | undefined =>
  key !== undefined && key.length >= 12 ? `…${key.slice(-4)}` : undefined
