/** Decodes the percent signs of a part of a URL. A part that is no valid encoding stays as it is. */
export function decodeUri(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
