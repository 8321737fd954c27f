import { matchesPattern } from '../../dialect/pattern.ts'
import type { Dialect } from '../../dialect/schema.ts'
import type { ProbeContext } from '../probe.ts'
import { type Change, sampleDrafts, withField } from '../requests/draft.ts'
import { unknownModel } from '../requests/unknown-values.ts'
import { openBackstop } from './backstop.ts'

/** Tests whether a model's date of retirement, such as `2026-01-31`, has come. `now` is in ms since 1970. */
export const isRetired = (retired: string | undefined, now: number): boolean =>
  retired !== undefined && Date.parse(retired) <= now

/** Returns a model id for a pattern: a known id that matches, or the pattern without `*`. */
export const modelIdFor = ({ models }: Dialect, pattern: string): string =>
  pattern.includes('*')
    ? (models.known.find(({ match }) => !match.includes('*') && matchesPattern(pattern, match))?.match ??
      pattern.replaceAll('*', ''))
    : pattern

export const withUnknownModel: Change = withField('model', unknownModel)

/** Tests whether the gateway accepts a model. Probes skip a model that the gateway refuses. */
export async function isModelAccepted(ctx: ProbeContext, model: string): Promise<boolean> {
  for (const draft of sampleDrafts(ctx.known)) {
    const backstop = await openBackstop({ ...ctx, mode: 'verify' }, [draft], [withUnknownModel], {
      others: [withField('prompt', undefined)],
    })
    if (backstop && !(await backstop.rejects(withField('model', model)))) return true
  }
  return false
}
