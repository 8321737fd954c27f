import type { Dialect } from '../../dialect/schema.ts'
import type { RedactionRules } from '../../redaction/rules.ts'
import {
  createParameterTests,
  isAccountHeader,
  isAccountName,
  isSecretHeader,
  isSecretName,
  listKeyHeaders,
  listKeyParameters,
  splitCredential,
} from '../../redaction/secret-names.ts'
import { toJsonBody } from '../file/body.ts'
import type { RecordedBody } from '../file/schema.ts'
import { redactText } from './redact-text.ts'

export interface ExchangeRedactor {
  text(text: string): string
  header(name: string, value: string): string
  body(body: RecordedBody): RecordedBody
}

const redacted = 'redacted'

/** Redacts URLs, headers and bodies. Account data and cookies become `redacted`; numbers become 0. */
export function createExchangeRedactor(dialect: Dialect, rules: RedactionRules): ExchangeRedactor {
  const keyHeaders = listKeyHeaders(dialect)

  const link = createLinkRedactor(dialect, rules)
  const text = (original: string): string => link(rules.text(original))
  const member = (name: string, content: unknown): unknown => {
    if (isAccountName(name)) return blankOut(content)
    // Numbers stay: they are token counts.
    return isSecretName(name) ? blankOut(content, (number) => number) : value(content)
  }
  const value = (node: unknown): unknown => {
    if (typeof node === 'string') return text(node)
    if (Array.isArray(node)) return node.map(value)
    if (typeof node !== 'object' || node === null) return node
    return Object.fromEntries(Object.entries(node).map(([name, item]) => entry(rules.text(name), item)))
  }
  /** Takes the redacted name, so that a redacted exchange is redacted to itself. */
  const entry = (name: string, item: unknown): [name: string, value: unknown] => [name, member(name, item)]
  return {
    text,
    header(name, headerValue) {
      const [scheme, key] = splitCredential(headerValue)
      if (keyHeaders.includes(name)) return `${scheme}${rules.key(key)}`
      return isSecretHeader(name) || isAccountHeader(name) ? redacted : text(headerValue)
    },
    body(body) {
      const redactor = { text, member, value }
      if ('json' in body && body.text !== undefined)
        return toJsonBody(value(body.json), redactText(body.text, redactor))
      if ('json' in body) return { json: value(body.json) }
      if ('text' in body) return { ...body, text: redactText(body.text, redactor) }
      if (!('form' in body)) return body
      return {
        form: body.form.map(([original, field]) => {
          const name = rules.text(original)
          return [
            name,
            typeof field === 'string' ? (member(name, field) as string) : { ...field, name: text(field.name) },
          ]
        }),
      }
    },
  }
}

/** Finds links by their query parameters, because a link may be relative and in the middle of a text. */
function createLinkRedactor(dialect: Dialect, rules: RedactionRules): (text: string) => string {
  const { isSignature, isExpiry } = createParameterTests(dialect)
  const keyParameters = listKeyParameters(dialect)
  const redactParameter = (name: string, value: string): string => {
    if (value === '') return value
    if (keyParameters.includes(name)) return rules.key(value)
    if (isExpiry(name)) return rules.expiry?.(value) ?? value
    if (isSignature(name)) return rules.signature(value)
    return isAccountName(name) ? redacted : value
  }
  const parameter = /(^|[?&]|\\u0026)([\w.~%[\]-]+)=([^&\s"'<>\\#)]*)/g
  return (text) =>
    text
      .replaceAll(
        parameter,
        (_, before: string, name: string, value: string) => `${before}${name}=${redactParameter(name, value)}`,
      )
      .replaceAll(/(https?:\/\/)[^/\s"'@]+@/g, `$1${redacted}@`)
}

/** Replaces the strings and numbers of a value and keeps its structure. `count` gives the replacement of a number. */
function blankOut(value: unknown, count: (number: number) => number = () => 0): unknown {
  if (typeof value === 'string') return value === '' ? value : redacted
  if (typeof value === 'number') return count(value)
  if (Array.isArray(value)) return value.map((item) => blankOut(item, count))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, blankOut(member, count)]))
}
