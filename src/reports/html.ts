import { createHash } from 'node:crypto'
import { h } from 'preact'
import { renderToString } from 'preact-render-to-string'
import type { Report } from '../conformance/report.ts'
import { sharedStyle } from '../ui/style.ts'
import { Page } from './page/page.ts'
import { pageScript } from './page/page-script.ts'
import { pageStyle } from './page/page-style.ts'
import type { Render } from './parts/types.ts'
import { escapeInvisible } from './parts/visible.ts'
import { words } from './parts/words.ts'

/**
 * Renders a page that loads nothing from elsewhere, enforced by its own content security policy: the answers, the findings in
 * sentences with a filter, the images and the exchanges; several reports side by side.
 */
export const renderHtml: Render = (reports, { lang = 'en' } = {}) => {
  const labels = words[lang]
  const title = `${labels.title}: ${reports.map(({ provider }) => provider.name).join(', ')}`
  const page = h(
    'html',
    { lang: labels.code },
    h(
      'head',
      null,
      h('meta', { charset: 'utf-8' }),
      h('meta', { 'http-equiv': 'Content-Security-Policy', content: policy }),
      h('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
      h('link', { rel: 'icon', href: 'data:,' }),
      h('title', null, title),
      h('style', { dangerouslySetInnerHTML: { __html: style } }),
    ),
    h(
      'body',
      null,
      h(Page, { reports, title, labels }),
      h(Data, { id: 'words', value: labels }),
      reports.map((report, index) => h(ReportData, { report, index })),
      h('script', { dangerouslySetInnerHTML: { __html: pageScript } }),
    ),
  )
  return `<!doctype html>\n${escapeInvisible(renderToString(page))}\n`
}

const style = `${sharedStyle}${pageStyle}`
const hashSource = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`
const policy = [
  "default-src 'none'",
  'img-src data:',
  `style-src ${hashSource(style)}`,
  `script-src ${hashSource(pageScript)}`,
  "base-uri 'none'",
  "form-action 'none'",
].join('; ')

/** Holds JSON in an element that no browser runs. Escapes `<`, so that no value can close the element. */
const Data = ({ id, value }: { id: string; value: unknown }) =>
  h('script', {
    type: 'application/json',
    id,
    dangerouslySetInnerHTML: { __html: JSON.stringify(value).replaceAll('<', '\\u003c') },
  })

const ReportData = ({ report, index }: { report: Report; index: number }) =>
  h(
    'div',
    { hidden: true },
    h(Data, { id: `exchanges-${index}`, value: report.exchanges }),
    h(Data, { id: `thumbnails-${index}`, value: report.thumbnails }),
  )
