import { InvalidArgumentError } from 'commander'

/** Returns a text as it is. Throws for an empty text, which most often comes from an unset variable of a shell. */
export function parseText(value: string): string {
  if (value.trim() === '') throw new InvalidArgumentError('Expected a text that is not empty.')
  return value
}
