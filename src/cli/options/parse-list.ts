import { InvalidArgumentError } from 'commander'

/** Parses a list with commas, behind the values of earlier flags. Throws for an empty list. */
export function parseList(value: string, previous: string[] | undefined): string[] {
  const items = value
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '')
  if (items.length === 0) throw new InvalidArgumentError('Expected at least one value.')
  return [...(previous ?? []), ...items]
}
