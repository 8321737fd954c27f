import type { ResultForm } from '../../dialect/schema.ts'
import type { InputImage } from './image.ts'

/** A request after reading: canonical, without names of the provider. */
export interface Job {
  readonly does: 'generate' | 'edit'
  readonly prompt: string
  readonly model: string | undefined
  readonly n: number
  readonly width: number
  readonly height: number
  readonly tier: string | undefined
  readonly format: 'png' | 'jpeg' | 'webp'
  readonly compression: number | undefined
  readonly transparent: boolean
  /** Values as the client sent them, because some providers echo them. */
  readonly asked: { readonly [field in 'background' | 'quality' | 'size' | 'user']?: unknown }
  /** Requested form of the results; undefined when the client requested none. */
  readonly form: ResultForm | undefined
  readonly references: readonly InputImage[]
  readonly mask: InputImage | undefined
  readonly isAsync: boolean
  /** Number of partial images that a stream sends before each final image; undefined when no stream was requested. */
  readonly partials: number | undefined
  /** Requested values, where a scenario delivers another image: replies repeat the request. */
  readonly echoes?: Pick<Job, 'width' | 'height' | 'format' | 'model'> | undefined
}
