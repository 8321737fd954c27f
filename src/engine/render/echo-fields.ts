import { rulesForModel } from '../../dialect/models.ts'
import type { Dialect } from '../../dialect/schema.ts'
import { toSizeText } from '../../dialect/size-text.ts'
import type { Job } from '../model/job.ts'

/** Returns the values of the request that replies repeat; a lens without a pointer for a value drops the value. */
export function echoFields({ results, images, models }: Dialect, job: Job) {
  const { width, height, format, model } = job.echoes ?? job
  const omittedQualities = rulesForModel(models, model).flatMap(({ omittedFromEcho }) => omittedFromEcho ?? [])
  const resolved = results.echo === 'resolved'
  const echoValue = (value: unknown, whenAuto: string) =>
    resolved && (value === undefined || value === '' || value === 'auto') ? whenAuto : (value ?? 'auto')
  return {
    background: echoValue(job.asked.background, job.transparent ? 'transparent' : 'opaque'),
    quality: omittedQualities.includes(String(job.asked.quality)) ? undefined : echoValue(job.asked.quality, 'medium'),
    format,
    size: resolved || job.asked.size === undefined ? toSizeText(images.size, `${width}x${height}`) : job.asked.size,
    tier: job.tier ?? images.tier?.default,
    user: job.asked.user,
  }
}

/** Returns the token counts of a request with `images` results; empty when the gateway reports no usage. */
export function usageFields({ usage: rates }: Dialect, job: Job, images: number) {
  if (!rates) return {}
  const inputTextTokens = Math.ceil([...job.prompt].length * rates.inputTokensPerCodePoint)
  const inputImageTokens = (job.references.length + (job.mask ? 1 : 0)) * rates.inputTokensPerReference
  const inputTokens = inputTextTokens + inputImageTokens
  const outputTokens = images * rates.outputTokensPerImage
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
