import { withValue } from './document.ts'
import type { ClientOperation } from './types.ts'

/** Creates a JSON body of the fields, the reference images and the mask. */
export async function toJson(
  { references, mask: maskField }: ClientOperation,
  body: Readonly<Record<string, unknown>>,
  images: readonly (string | Blob)[],
  mask: string | Blob | undefined,
  toLink: (image: Blob) => Promise<string>,
): Promise<unknown> {
  const { fields = [], isSingle, member, fixed } = references ?? {}
  const toItem = async (image: string | Blob) => {
    const link = typeof image === 'string' ? image : await toLink(image)
    return member ? withValue(fixed, member, link) : link
  }
  const items = await Promise.all(images.map(toItem))
  const lists = fields.slice(0, items.length).map((field, index) => [field, isSingle ? items[index] : items] as const)
  const masks = maskField && mask ? [[maskField, await toItem(mask)] as const] : []
  return [...lists, ...masks].reduce<unknown>((node, [field, value]) => withValue(node, field, value), body)
}
