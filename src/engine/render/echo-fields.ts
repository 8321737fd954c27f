import { rowsOf } from '../../dialect/models.ts'
import type { Dialect } from '../../dialect/schema.ts'
import type { Job } from '../model/job.ts'

/** What the gateway repeats of the request, where its reply has a place for it. */
export function echo({ results, images, models }: Dialect, job: Job) {
  const unsaid = rowsOf(models, job.model).flatMap(({ unechoed }) => unechoed ?? [])
  const resolved = results.echo === 'resolved'
  const said = (value: unknown, whenAuto: string) =>
    resolved && (value === undefined || value === '' || value === 'auto') ? whenAuto : (value ?? 'auto')
  return {
    background: said(job.asked.background, job.transparent ? 'transparent' : 'opaque'),
    quality: unsaid.includes(String(job.asked.quality)) ? undefined : said(job.asked.quality, 'medium'),
    format: job.format,
    size: resolved || job.asked.size === undefined ? `${job.width}x${job.height}` : job.asked.size,
    tier: job.tier ?? images.tier?.default,
    user: job.asked.user,
  }
}

/** The tokens of a request that yields so many pictures, where the gateway reports them. */
export function usage({ usage: rates }: Dialect, job: Job, pictures: number) {
  if (!rates) return {}
  const inputTextTokens = Math.ceil([...job.prompt].length * rates.textPerCodePoint)
  const inputImageTokens = (job.references.length + (job.mask ? 1 : 0)) * rates.perReference
  const inputTokens = inputTextTokens + inputImageTokens
  const outputTokens = pictures * rates.perImage
  return {
    inputTokens,
    inputTextTokens,
    inputImageTokens,
    outputTokens,
    outputTextTokens: 0,
    outputImageTokens: outputTokens,
    totalTokens: inputTokens + outputTokens,
  }
}
