import { pointersOf, readPointer } from '../../dialect/lens.ts'
import type { Dialect } from '../../dialect/schema.ts'

/**
 * Tests for a refusal with the status of a success: a gateway may wrap every response in one envelope, whose code says if the
 * request succeeded. Reads the documented code of a success from the fixed members of successful responses.
 */
export function isHiddenRefusal(
  { errors, results, async, tasks, files }: Dialect,
  status: number,
  json: unknown,
): boolean {
  if (status >= 400 || !Object.values(errors.causes).some((rule) => rule !== undefined && rule.status < 400))
    return false
  const successes = [
    results.reply.fixed,
    async?.submit.fixed,
    files?.fixed,
    ...Object.values(tasks.polls ?? {}).map(({ fixed }) => fixed),
  ].filter((fixed) => fixed !== undefined)
  return Object.values(errors.envelopes).some(({ lens }) =>
    [...pointersOf(lens.code), ...pointersOf(lens.type)].some((pointer) => {
      const successValues = successes.flatMap((fixed) => (pointer in fixed ? [fixed[pointer]] : []))
      const value = readPointer(json, pointer)
      return successValues.length > 0 && value !== undefined && !successValues.some((success) => success === value)
    }),
  )
}
