import type { Gateway } from './gateway.ts'

/** Converts a file to a data URL, or to bare base64 text. */
export async function toDataUrl(_: Gateway, image: Blob, { bare }: { bare?: boolean }): Promise<string> {
  let binary = ''
  for (const byte of new Uint8Array(await image.arrayBuffer())) binary += String.fromCharCode(byte)
  return (bare ? '' : `data:${image.type || 'image/png'};base64,`) + btoa(binary)
}
