import type { Dialect } from '../../dialect/schema.ts'
import { bodyFormOf, type RequestBody } from '../model/body.ts'
import type { InputImage } from '../model/image.ts'
import { Problem } from '../model/problem.ts'
import { findSentImages, type ImageReadOptions, type ReferenceImages, resolveImage } from './references.ts'

/** Reads the mask. Undefined when there is none, or when a mask counts as a reference. Throws badMask for a broken rule. */
export async function readMask(
  dialect: Dialect,
  body: RequestBody,
  references: ReferenceImages,
  options: ImageReadOptions,
): Promise<InputImage | undefined> {
  const { mask: rules } = dialect
  if (!rules) return undefined
  const encoding = bodyFormOf(body)
  const names = rules[encoding] ?? []
  const [mask, second] = await findSentImages(dialect, body, names, names)
  if (!mask) return undefined
  const { name } = mask
  if (rules.withoutReference === 'reject' && references.nonMaskCount === 0)
    throw new Problem('badMask', `${name} needs at least one reference image.`, name)
  if (rules.as[encoding] === 'reference') return undefined
  if (second)
    throw new Problem(
      'badMask',
      second.name === name
        ? `${name} was sent twice; send only one mask.`
        : `${name} and ${second.name} are mutually exclusive; send only one of them.`,
      second.name,
    )
  const image = await resolveImage(mask, options)
  if (rules.maxBytes !== undefined && image.bytes > rules.maxBytes)
    throw new Problem('badMask', `${name} has ${image.bytes} bytes; the limit is ${rules.maxBytes}.`, name)
  if (options.checksContent && !image.isPlaceholder) checkMask(rules, name, image, references.images[0])
  return image
}

type MaskRules = NonNullable<Dialect['mask']>

function checkMask(rules: MaskRules, param: string, mask: InputImage, first: InputImage | undefined): void {
  const refuse = (message: string): never => {
    throw new Problem('badMask', message, param)
  }
  const { format, width, height, hasAlpha } = mask
  if (format === undefined) refuse(`${param} is not an image that can be decoded.`)
  if (rules.format && format !== rules.format) refuse(`${param} must be ${rules.format}; it is ${format}.`)
  if (rules.withoutAlpha === 'reject' && !hasAlpha)
    refuse(`${param} has no alpha channel; transparent pixels must mark the area to edit.`)
  if (rules.otherSize === 'reject' && first?.width && (first.width !== width || first.height !== height))
    refuse(`${param} is ${width}x${height} and the image is ${first.width}x${first.height}; the sizes must be equal.`)
}
