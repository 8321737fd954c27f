const foreignLetters = { standard: /[^A-Za-z0-9+/]/, url: /[^\w-]/, either: /[^\w+/-]/ } as const

/**
 * Tests for base64 letters of an alphabet, with or without padding. Searches for a foreign letter, because a loop over a text
 * of many megabytes may exceed the stack of a regular expression.
 */
export function hasBase64Letters(text: string, alphabet: keyof typeof foreignLetters): boolean {
  const letters = text.slice(0, text.length - (text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0))
  return letters !== '' && !foreignLetters[alphabet].test(letters)
}
