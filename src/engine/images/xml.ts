/** Escapes a text for XML, and removes the control characters that XML cannot have. */
export const toXml = (text: string): string =>
  text
    .replaceAll(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
    .replaceAll(/[<>&"]/g, (letter) => `&#${letter.charCodeAt(0)};`)
