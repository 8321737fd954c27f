import { createKeyRemover } from '../../redaction/key-remover.ts'
import { createRedactor } from '../../redaction/redactor.ts'

/** Writes an address without secrets. An address without an origin could be anything, such as a key that landed in the wrong field. */
export function describeAddress(text: string, key: string | undefined): string {
  const address = URL.parse(text)
  if (!address) return '[no URL]'
  return createKeyRemover(key)(`${address.protocol}//${address.host}${createRedactor(key).path(address)}`)
}
