import type { ResultForm } from '../../dialect/schema.ts'
import type { InputImage } from './image.ts'

/** A request after reading: canonical, free of the provider's names. */
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
  /** Values as they were asked for, for providers that echo them. */
  readonly asked: { readonly [field in 'background' | 'quality' | 'size' | 'user']?: unknown }
  /** The form of the results, where one was asked for. */
  readonly form: ResultForm | undefined
  readonly references: readonly InputImage[]
  readonly mask: InputImage | undefined
  readonly isAsync: boolean
  /** How many unfinished pictures a stream shows before each finished one; absent where no stream was asked for. */
  readonly partials: number | undefined
}
