import { InvalidArgumentError } from 'commander'
import type { Limits } from '../../engine/request/limits.ts'

/** Parses `requests=60,images=5`. Throws for anything else. */
export function parseLimits(value: string): Limits {
  const pairs = value.split(',').map((pair) => pair.match(/^(requests|images|polls|tasks)=([1-9]\d*)$/))
  if (pairs.some((pair) => pair === null))
    throw new InvalidArgumentError('Expected requests=N, images=N, polls=N or tasks=N, separated by commas.')
  return Object.fromEntries(pairs.map((pair) => [pair?.[1], Number(pair?.[2])]))
}
