import { rulesForModel } from '../../dialect/models.ts'
import type { Dialect } from '../../dialect/schema.ts'
import type { Job } from '../model/job.ts'

/** What the gateway repeats of the request, where its reply has a place for it. */
export function echoFields({ results, images, models }: Dialect, job: Job) {
  const omittedQualities = rulesForModel(models, job.model).flatMap(({ unechoed }) => unechoed ?? [])
  const resolved = results.echo === 'resolved'
  const echoValue = (value: unknown, whenAuto: string) =>
    resolved && (value === undefined || value === '' || value === 'auto') ? whenAuto : (value ?? 'auto')
  return {
    background: echoValue(job.asked.background, job.transparent ? 'transparent' : 'opaque'),
    quality: omittedQualities.includes(String(job.asked.quality)) ? undefined : echoValue(job.asked.quality, 'medium'),
    format: job.format,
    size: resolved || job.asked.size === undefined ? `${job.width}x${job.height}` : job.asked.size,
    tier: job.tier ?? images.tier?.default,
    user: job.asked.user,
  }
}

/** The tokens of a request that yields so many pictures, where the gateway reports them. */
export function usageFields({ usage: rates }: Dialect, job: Job, images: number) {
  if (!rates) return {}
  const inputTextTokens = Math.ceil([...job.prompt].length * rates.textPerCodePoint)
  const inputImageTokens = (job.references.length + (job.mask ? 1 : 0)) * rates.perReference
  const inputTokens = inputTextTokens + inputImageTokens
  const outputTokens = images * rates.perImage
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
