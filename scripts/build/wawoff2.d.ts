declare module 'wawoff2' {
  /** Turns a font in WOFF2 into a TrueType font. */
  export function decompress(woff2: Uint8Array): Promise<Uint8Array>
}
