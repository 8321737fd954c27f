import sharp from 'sharp'

/** Draws an image of one colour. Another `background` gives other bytes, usually of the same length. */
export const drawImage = (
  format: 'png' | 'jpeg' | 'webp' | 'gif' = 'png',
  { width = 64, height = 48, background = '#c83232', alpha = false } = {},
): Promise<Buffer> =>
  sharp({ create: { width, height, channels: alpha ? 4 : 3, background } })
    [format]()
    .toBuffer()

/** Decodes a result fully, and returns its format and size. Rejects if the bytes are not an image. */
export const decode = async (bytes: Buffer) => {
  const { format, width, height, hasAlpha } = await sharp(bytes).metadata()
  await sharp(bytes).raw().toBuffer()
  return { format, width, height, hasAlpha }
}
