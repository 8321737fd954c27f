/** Tests whether a text is a regular expression as JSON Schema has them: those of JavaScript with Unicode support. */
export function isPattern(text: string): boolean {
  try {
    new RegExp(text, 'u')
    return true
  } catch {
    return false
  }
}

/**
 * Rewrites a pattern of another language, so that JavaScript reads the pattern with the same meaning: needless escapes such as
 * `\@`, a hyphen beside a class such as `[\w-.]`, the anchors `\A` and `\z`, and names as Python writes them. Undefined if the
 * pattern has something else that JavaScript does not have.
 */
export function toPattern(text: string): string | undefined {
  const translated = text
    .replaceAll(/\(\?P</g, '(?<')
    .replaceAll(/\[(?:\\.|[^\]\\])*\]|\\[\s\S]/g, (part) => (part[0] === '[' ? toClass(part) : toEscape(part)))
  return isPattern(translated) ? translated : undefined
}

/** Characters that may stand behind a backslash outside of a class, and letters and digits, whose meaning is left to the test. */
const escapable = /[\^$\\.*+?()[\]{}|/A-Za-z0-9]/

const anchors: Readonly<Record<string, string>> = { '\\A': '^', '\\z': '$', '\\Z': '$' }

const toEscape = (escaped: string): string =>
  anchors[escaped] ?? (escapable.test(escaped.slice(1)) ? escaped : escaped.slice(1))

const toClass = (text: string): string =>
  text
    .replaceAll(/\\([^^$\\.*+?()[\]{}|/A-Za-z0-9-])/g, '$1')
    .replaceAll(/(\\[wdsWDS])-(?!\])/g, '$1\\-')
    .replaceAll(/(?<!\[\^?)(?<!\\)-(?=\\[wdsWDS])/g, '\\-')
