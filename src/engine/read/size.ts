import { paramOf } from '../../dialect/names.ts'
import type { Dialect } from '../../dialect/schema.ts'
import { type RequestedSize, type Size, sizeOf } from '../../dialect/size.ts'
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
  return sizeOf(dialect.images, { size, aspectRatio, width, height, tier, model }, (fault) => {
    throw new Problem('badField', `${name} ${fault}`, name)
  })
}
