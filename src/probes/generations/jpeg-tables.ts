/** Marker of a segment with quantization tables. */
const tablesMarker = 0xdb
/** Marker of the first scan, behind which no header follows. */
const scanMarker = 0xda

/**
 * Reads the quantization tables of a JPEG, as one text. They follow from the quality alone, whatever the image shows.
 * Undefined if the file has none.
 */
export function readQuantization(bytes: Uint8Array): string | undefined {
  const data = Buffer.from(bytes)
  let tables = ''
  for (let offset = 2; offset + 4 <= data.length && data[offset] === 0xff; ) {
    const marker = data[offset + 1]
    if (marker === scanMarker) break
    const end = offset + 2 + data.readUInt16BE(offset + 2)
    if (marker === tablesMarker) tables += data.toString('hex', offset + 4, end)
    offset = end
  }
  return tables === '' ? undefined : tables
}
