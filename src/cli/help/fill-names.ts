import { readFileSync } from 'node:fs'
import { packageFile } from '../../values/package-file.ts'

/** Names for examples, in a file because no code names a provider. They are read when a help is shown. */
const read = (): Readonly<Record<string, string>> =>
  JSON.parse(readFileSync(packageFile('openapi/help.json'), 'utf8')) as Record<string, string>

/** Replaces `{provider}`, `{providerName}`, `{otherProvider}` and `{model}` in a text. */
export function fillNames(text: string): string {
  const names = read()
  return text.replaceAll(/\{(\w+)\}/g, (braces, name: string) => names[name] ?? braces)
}
