import { paramOf } from '../../dialect/names.ts'
import type { Dialect } from '../../dialect/schema.ts'
import { describeForms, type RequestedSize, type Size, sizeOf } from '../../dialect/size.ts'
import { fromSizeText } from '../../dialect/size-text.ts'
import { Problem } from '../model/problem.ts'

/** Returns the size of the result in pixels, by the request, the tier and the model. Throws badField for a refused size. */
export function readSize(
  dialect: Dialect,
  { size, aspectRatio, width, height }: Omit<RequestedSize, 'tier' | 'model'>,
  tier: string | undefined,
  model: string | undefined,
): Size {
  const isSplit = size === undefined && (width !== undefined || height !== undefined)
  const name = paramOf(
    dialect,
    aspectRatio ? 'aspectRatio' : isSplit ? (width === undefined ? 'height' : 'width') : 'size',
  )
  const { images } = dialect
  const refuse = (fault: string): never => {
    throw new Problem('badField', `${name} ${fault}`, name)
  }
  const read = (value: unknown) =>
    typeof value === 'string'
      ? (fromSizeText(images.size, value) ?? refuse(`must be ${describeForms(images.size)}, not ${value}.`))
      : value
  const requested = { size: read(size), aspectRatio: read(aspectRatio), width, height, tier, model }
  return sizeOf(images, requested, refuse)
}
