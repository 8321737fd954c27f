import { findSlip } from '../values/did-you-mean.ts'

const verbs =
  'did you mean|expected|pass|check|set|start|run|remove|name|verify|write|choose|call|use|keep|install|restore'

/** The cause and what to do, in one message. A semicolon separates them better than a colon, behind which details may stand. */
const patterns = ['; ', ': '].map((mark) => new RegExp(`^(.*?)${mark}((?:${verbs})\\b .*)$`, 'is'))

/**
 * Returns what to print for an error: the cause, and in a second line what to do. A message with several lines, such as a list of
 * faults, stays as it is.
 */
export function showError(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const match = error.message.includes('\n') ? undefined : patterns.map((one) => one.exec(error.message)).find(Boolean)
  const [, cause, rest = ''] = match ?? []
  return cause === undefined ? error.message : `${cause}\n  ${suggest(cause, rest)}${rest.replace(/\.$/, '')}`
}

/** Suggests the name that is meant, if a message quotes an unknown name and lists the known ones. */
function suggest(cause: string, rest: string): string {
  const [, name] = /^unknown .*"(.+)"$/.exec(cause) ?? []
  const [, names] = /^expected one of ([^;]+)/.exec(rest) ?? []
  const slip = name && names ? findSlip(name, names.split(/, (?:or )?/)) : undefined
  return slip === undefined ? '' : `did you mean ${slip}? `
}
