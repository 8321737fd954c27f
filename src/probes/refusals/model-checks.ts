import { matchesPattern } from '../../dialect/pattern.ts'
import type { Dialect } from '../../dialect/schema.ts'
import type { ProbeContext } from '../probe.ts'
import { type Change, sampleDrafts, withField } from '../requests/draft.ts'
import { unknownModel } from '../requests/unknown-values.ts'
import { openBackstop } from './backstop.ts'

/** Whether the day of a model's end has come. */
export const isRetired = (retired: string | undefined, now: number): boolean =>
  retired !== undefined && Date.parse(retired) <= now

/** The id of a model by a pattern: one that is known and fits it, or the pattern without its stars. */
export const modelIdFor = ({ models }: Dialect, pattern: string): string =>
  pattern.includes('*')
    ? (models.known.find(({ match }) => !match.includes('*') && matchesPattern(pattern, match))?.match ??
      pattern.replaceAll('*', ''))
    : pattern

export const withUnknownModel: Change = withField('model', unknownModel)

/** Whether a model is there at all: it is not asked about further where it is refused. */
export async function isModelAccepted(ctx: ProbeContext, model: string): Promise<boolean> {
  for (const draft of sampleDrafts(ctx.known)) {
    const backstop = await openBackstop(
      { ...ctx, mode: 'verify' },
      [draft],
      [withUnknownModel, withField('prompt', undefined)],
    )
    if (backstop && !(await backstop.rejects(withField('model', model)))) return true
  }
  return false
}
