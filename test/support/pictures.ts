import sharp from 'sharp'

/** A picture of one colour. Different seeds differ in bytes, and in length only by chance. */
export const picture = (
  format: 'png' | 'jpeg' | 'webp' | 'gif' = 'png',
  { width = 64, height = 48, background = '#c83232', alpha = false } = {},
): Promise<Buffer> =>
  sharp({ create: { width, height, channels: alpha ? 4 : 3, background } })
    [format]()
    .toBuffer()

/** What a result decodes to. */
export const decode = async (bytes: Buffer) => {
  const { format, width, height, hasAlpha } = await sharp(bytes).metadata()
  await sharp(bytes).raw().toBuffer()
  return { format, width, height, hasAlpha }
}
