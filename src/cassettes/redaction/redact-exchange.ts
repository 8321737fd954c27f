import type { Dialect } from '../../dialect/schema.ts'
import { isSecretName } from '../../redaction/redactor.ts'
import type { Body } from '../file/schema.ts'
import { isAccountHeader, isAccountName, isSecretHeader, keyHeadersOf, parametersOf, splitCredential } from './names.ts'
import { cleanProse } from './redact-text.ts'

/** What becomes of the things that are one caller's own. */
export interface CleanRules {
  /** A text in which keys may be. */
  text(text: string): string
  /** A key as it was sent. */
  key(key: string): string
  signature(value: string): string
  /** The end of a link; stays when not said. */
  expiry?(value: string): string
}

export interface Cleaner {
  text(text: string): string
  header(name: string, value: string): string
  body(body: Body): Body
}

export const redacted = 'redacted'

/** Goes through urls, headers and bodies; account data and cookies become `redacted`, or 0 where they are numbers. */
export function createCleaner(dialect: Dialect, rules: CleanRules): Cleaner {
  const keyHeaders = keyHeadersOf(dialect)

  const link = linkCleaner(dialect, rules)
  const text = (given: string): string => link(rules.text(given))
  const member = (name: string, each: unknown): unknown => {
    if (isAccountName(name)) return blank(each)
    // Counts of tokens are numbers.
    return isSecretName(name) ? blank(each, (number) => number) : value(each)
  }
  const value = (each: unknown): unknown => {
    if (typeof each === 'string') return text(each)
    if (Array.isArray(each)) return each.map(value)
    if (typeof each !== 'object' || each === null) return each
    return Object.fromEntries(Object.entries(each).map(([name, item]) => [rules.text(name), member(name, item)]))
  }
  return {
    text,
    header(name, said) {
      const [scheme, key] = splitCredential(said)
      if (keyHeaders.includes(name)) return `${scheme}${rules.key(key)}`
      return isSecretHeader(name) || isAccountHeader(name) ? redacted : text(said)
    },
    body(body) {
      if ('json' in body) return { json: value(body.json) }
      if ('text' in body) return { text: cleanProse(body.text, { text, member, value }) }
      if (!('form' in body)) return body
      return {
        form: body.form.map(([name, field]) => [
          name,
          typeof field === 'string' ? (member(name, field) as string) : { ...field, name: text(field.name) },
        ]),
      }
    },
  }
}

/** Links are looked for by their parameters, for they may be relative, and stand within a text. */
function linkCleaner(dialect: Dialect, rules: CleanRules): (text: string) => string {
  const { isSignature, isExpiry } = parametersOf(dialect)
  const clean = (name: string, value: string): string => {
    if (value === '') return value
    if (isExpiry(name)) return rules.expiry?.(value) ?? value
    if (isSignature(name)) return rules.signature(value)
    return isAccountName(name) ? redacted : value
  }
  const parameter = /(^|[?&]|\\u0026)([\w.~%[\]-]+)=([^&\s"'<>\\#)]*)/g
  return (text) =>
    text
      .replaceAll(
        parameter,
        (_, before: string, name: string, value: string) => `${before}${name}=${clean(name, value)}`,
      )
      .replaceAll(/(https?:\/\/)[^/\s"'@]+@/g, `$1${redacted}@`)
}

/** The same shape with nothing in it. */
function blank(value: unknown, count: (number: number) => number = () => 0): unknown {
  if (typeof value === 'string') return value === '' ? value : redacted
  if (typeof value === 'number') return count(value)
  if (Array.isArray(value)) return value.map((each) => blank(each, count))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, blank(each, count)]))
}
