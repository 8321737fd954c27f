import { raw, html as template } from 'hono/html'
import { escapeInvisible } from './visible.ts'

/** HTML that is safe to insert into a page: hono's type for escaped text, which no plain string satisfies. */
export type Markup = ReturnType<typeof raw>

type Content = string | number | Markup | readonly Content[]

/** Builds markup from a template. Escapes every value that is not markup yet, and makes invisible characters visible. */
export const html = (strings: TemplateStringsArray, ...values: readonly Content[]): Markup =>
  // hono returns a promise only when a value is a promise.
  template(strings, ...values.map(showInvisible)) as Markup

const showInvisible = (content: Content): unknown => {
  if (typeof content === 'string') return escapeInvisible(content)
  return typeof content === 'object' && !('isEscaped' in content) ? content.map(showInvisible) : content
}

/** Puts each part on a line of its own. */
export const joinLines = (parts: readonly Markup[]): Markup => raw(parts.join('\n'))

/** Marks text as markup that needs no escaping: styles, scripts and JSON that the page itself writes. */
export const trust = (text: string): Markup => raw(text)
