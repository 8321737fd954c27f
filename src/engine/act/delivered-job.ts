import type { Dialect } from '../../dialect/schema.ts'
import type { Step } from '../../scenario/schema.ts'
import type { Job } from '../model/job.ts'

/** Shortest edge of an image that a scenario halves, in pixels. */
const minEdge = 64

/** Returns the job of the image that a scenario delivers in place of the requested one; the job itself without such a scenario. */
export function deliveredJob(dialect: Dialect, job: Job, effects: Step['task'] = {}): Job {
  const { size, format, model } = effects
  if (!size && !format && !model) return job
  const { width, height } = job
  const isHalved = Math.min(width, height) >= 2 * minEdge
  const toOther = (edge: number) => (isHalved ? Math.round(edge / 2) : edge * 2)
  return {
    ...job,
    ...(size && { width: toOther(width), height: toOther(height) }),
    ...(format && { format: otherFormat(dialect, job.format) }),
    ...(model && { model: otherModel(dialect, job.model) }),
    echoes: { width, height, format: job.format, model: job.model },
  }
}

function otherFormat({ images: { formats } }: Dialect, format: Job['format']): Job['format'] {
  const { accepts } = formats
  const next = accepts[(accepts.indexOf(format) + 1) % accepts.length]
  if (next !== undefined && next !== format) return next
  return format === 'png' ? 'jpeg' : 'png'
}

/** Returns the known model after the requested one that is no pattern and not retired, or else the requested model. */
function otherModel({ models: { known } }: Dialect, model: string | undefined): string | undefined {
  const ids = known
    .filter(({ match, retired }) => !match.includes('*') && retired === undefined)
    .map(({ match }) => match)
  const others = ids.slice(ids.indexOf(model ?? '') + 1).concat(ids)
  return others.find((id) => id !== model) ?? model
}
