/** Side of the square to which an image is scaled before its pixels are counted. */
const side = 64
/** Smallest difference of a channel that shows another colour, of 255. */
const clearDifference = 48

/** Returns the share of pixels that have another colour than the given one, in the left and in the right half of an image. */
export async function countOtherColours(
  bytes: Uint8Array,
  colour: readonly [red: number, green: number, blue: number],
): Promise<{ left: number; right: number }> {
  const { default: sharp } = await import('sharp')
  const pixels = await sharp(bytes)
    .removeAlpha()
    .toColourspace('srgb')
    .resize(side, side, { fit: 'fill' })
    .raw()
    .toBuffer()
  const isOther = (index: number) =>
    colour.some((value, channel) => Math.abs((pixels[index * 3 + channel] ?? 0) - value) > clearDifference)
  const others = Array.from({ length: side * side }, (_, index) => index).filter(isOther)
  const shareOf = (isInHalf: (column: number) => boolean) =>
    others.filter((index) => isInHalf(index % side)).length / ((side * side) / 2)
  return { left: shareOf((column) => column < side / 2), right: shareOf((column) => column >= side / 2) }
}
