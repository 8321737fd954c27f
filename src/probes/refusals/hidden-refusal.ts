import { pointersOf, readFirst, readPointer } from '../../dialect/lens.ts'
import type { Dialect } from '../../dialect/schema.ts'
import { imagesIn } from '../generations/images.ts'
import { envelopeOf } from './refusal.ts'

/**
 * Tests for a refusal with the status of a success. A gateway may wrap every response in one envelope, whose code says if the
 * request succeeded: the fixed members of successful responses give the code of a success. Without such an envelope, a body
 * is a refusal that has the members of a documented refusal and no image.
 */
export function isHiddenRefusal(dialect: Dialect, status: number, json: unknown): boolean {
  if (status >= 400 || typeof json !== 'object' || json === null) return false
  const { errors } = dialect
  // A task that failed may have the members of a refusal.
  const isTask = Object.values(dialect.tasks.polls ?? {}).some(({ lens }) =>
    ['string', 'number'].includes(typeof readFirst(json, lens.state)),
  )
  if (isTask) return false
  const successes = listSuccesses(dialect)
  const sharedPointers = Object.values(errors.envelopes).flatMap(({ lens }) =>
    [...pointersOf(lens.code), ...pointersOf(lens.type), ...pointersOf(lens.message)].filter((pointer) =>
      successes.some((fixed) => pointer in fixed),
    ),
  )
  if (sharedPointers.length === 0) return hasEnvelope(errors, json) && imagesIn(json).length === 0
  return sharedPointers.some((pointer) => {
    const successValues = successes.flatMap((fixed) => (pointer in fixed ? [fixed[pointer]] : []))
    const value = readPointer(json, pointer)
    return value !== undefined && !successValues.some((success) => success === value)
  })
}

/** Tests for the members of a documented refusal. An envelope without members tells nothing. */
function hasEnvelope(errors: Dialect['errors'], json: unknown): boolean {
  const { lens, fixed = {} } = errors.envelopes[envelopeOf(errors, json) ?? ''] ?? { lens: {} }
  return [...Object.values(lens), ...Object.keys(fixed)].some((places) => readFirst(json, places) !== undefined)
}

/** Lists the fixed members of the documented successful responses. */
const listSuccesses = ({ results, async, tasks, files }: Dialect): Readonly<Record<string, unknown>>[] =>
  [
    results.reply.fixed,
    async?.submit.fixed,
    files?.fixed,
    files?.removed?.fixed,
    ...[tasks.polls ?? {}, tasks.lists ?? {}].flatMap((table) => Object.values(table).map(({ fixed }) => fixed)),
  ].filter((fixed) => fixed !== undefined)
