/**
 * Script of the HTML report: filters rows, and writes images and exchanges only when a reader opens them, so that ten
 * thousand exchanges cost nothing before. Sets text only, never markup.
 */
export const pageScript = String.raw`
'use strict'
const parse = (id) => JSON.parse(document.getElementById(id).textContent)
const words = parse('words')
const cache = new Map()
const load = (id) => cache.get(id) ?? cache.set(id, parse(id)).get(id)
const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name])

const make = (name, text, ...children) => {
  const element = document.createElement(name)
  if (text) element.textContent = visible(text)
  element.append(...children)
  return element
}
const hiddenMarks = /[\p{Cc}\u061c\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/gu
const visible = (text) => text.replace(hiddenMarks, (char) =>
  char === '\n' || char === '\t' ? char : '\\u' + char.charCodeAt(0).toString(16).padStart(4, '0'))

const exchangesOf = (report) => {
  const id = 'exchanges-' + report
  const list = load(id)
  if (!cache.has('by-' + id)) cache.set('by-' + id, new Map(list.map((exchange) => [exchange.number, exchange])))
  return cache.get('by-' + id)
}
const thumbnailsOf = (report, number) => load('thumbnails-' + report).filter(({ exchange }) => exchange === number)

const showThumbnail = ({ exchange, width, height, format, dataUrl }) => {
  const image = make('img')
  image.src = dataUrl
  image.decoding = 'async'
  image.alt = words.thumbnail + ' ' + exchange
  const caption = make('figcaption', '#' + exchange + ' ' + width + '×' + height + ' ' + format)
  return make('li', '', make('figure', '', image, caption))
}
const showThumbnails = (thumbnails) => {
  const list = make('ul', '', ...thumbnails.map(showThumbnail))
  list.className = 'thumbnails'
  list.setAttribute('role', 'list')
  return list
}

const showMessage = (title, first, { headers, body }) => {
  const lines = [first, ...Object.entries(headers).map(([name, value]) => name + ': ' + value)]
  if (body !== undefined) lines.push('', typeof body === 'string' ? body : JSON.stringify(body, null, 2))
  return [make('div', title), make('pre', lines.join('\n'))]
}
const showTime = (ms) => ms < 1000 ? Math.round(ms) + ' ms' : (ms / 1000).toFixed(1) + ' s'

const showExchange = (report, number) => {
  const exchange = exchangesOf(report).get(number)
  if (!exchange) return make('p', '#' + number + ' ' + words.missing)
  const { request, response, error, took, images } = exchange
  const status = response ? response.status : words.noResponse
  const head = '#' + number + ' ' + request.method + ' ' + request.url + ' → ' + status + ', ' + showTime(took)
  const details = make('details', '', make('summary', head + (images ? ', ' + words.images + ': ' + images : '')))
  details.className = 'exchange'
  details.addEventListener('toggle', () => {
    if (details.childElementCount > 1) return
    details.append(...showMessage(words.request, request.method + ' ' + request.url, request))
    if (response) details.append(...showMessage(words.response, 'HTTP ' + response.status, response))
    else details.append(make('p', error ?? words.noResponse))
    const thumbnails = thumbnailsOf(report, number)
    if (thumbnails.length > 0) details.append(showThumbnails(thumbnails))
  })
  return details
}

/** Shows items in portions, with a button for the next portion. */
const showPortions = (place, items, size, show) => {
  const portion = show(items.slice(0, size))
  place.append(...portion)
  const rest = items.slice(size)
  if (rest.length === 0) return portion[0]
  const button = make('button', fill(words.more, { count: Math.min(size, rest.length) }))
  button.type = 'button'
  button.addEventListener('click', () => {
    button.remove()
    const first = showPortions(place, rest, size, show)
    const target = first?.querySelector('summary') ?? first
    target?.focus()
  })
  place.append(button)
  return portion[0]
}

const fillers = {
  evidence: (place, report) =>
    showPortions(place, place.dataset.numbers.split(' ').map(Number), 20, (numbers) =>
      numbers.map((number) => showExchange(report, number))),
  exchanges: (place, report) =>
    showPortions(place, load('exchanges-' + report), 50, (list) => list.map(({ number }) => showExchange(report, number))),
  thumbnails: (place, report) =>
    showPortions(place, load('thumbnails-' + report), 100, (list) => {
      const element = showThumbnails(list)
      element.tabIndex = -1
      return [element]
    }),
}
const open = (details) => {
  if (!details.open) return
  for (const place of details.querySelectorAll(':scope [data-fill]')) {
    fillers[place.dataset.fill](place, place.dataset.report)
    delete place.dataset.fill
  }
}
/** Widens a narrow column while a finding in the column is open, so that its text can be read. */
const widen = (details) => {
  const place = details.closest('td')?.cellIndex
  if (place === undefined) return
  const column = document.querySelectorAll('.sheet col')[place]
  if (!column) return
  column.dataset.width ??= column.width
  const isOpen = document.querySelector('.sheet td:nth-child(' + (place + 1) + ') > [open]')
  column.width = isOpen ? Math.max(480, column.dataset.width) : column.dataset.width
}
for (const details of document.querySelectorAll('details')) {
  details.addEventListener('toggle', () => {
    open(details)
    widen(details)
  })
  open(details)
}


const form = document.querySelector('form')
const status = document.querySelector('output')
const read = (element) => ({
  element,
  areas: (element.dataset.area ?? '').split(' '),
  text: element.textContent.toLowerCase(),
  differs: 'differs' in element.dataset,
  count: 'client' in element.dataset ? 0 : Number(element.dataset.count ?? 1),
  findings: 'verdict' in element.dataset
    ? [element.dataset]
    : [...element.querySelectorAll('.finding')].map(({ dataset }) => dataset),
})
const rows = [...document.querySelectorAll('[data-area]')].map(read)
const all = rows.reduce((sum, { count }) => sum + count, 0)
const filter = () => {
  const selection = new FormData(form)
  const verdicts = selection.getAll('verdict')
  const levels = selection.getAll('level')
  const area = selection.get('area')
  const text = selection.get('text').trim().toLowerCase()
  const fits = ({ verdict, level = '' }) => (verdicts.length === 0 || verdicts.includes(verdict)) &&
    (levels.length === 0 || level.split(' ').some((one) => levels.includes(one)))
  let shown = 0
  for (const row of rows) {
    const isShown = (!area || row.areas.includes(area) || row.element.dataset.area === area) && row.text.includes(text) &&
      (!selection.has('differs') || row.differs) && row.findings.some(fits)
    row.element.hidden = !isShown
    if (isShown) shown += row.count
  }
  for (const body of document.querySelectorAll('.sheet tbody, .findings .group'))
    body.hidden = !body.querySelector('[data-area]:not([hidden])')
  status.textContent = fill(words.shown, { shown, all })
}

/** The state of the filter is the fragment of the URL, which a reader can keep and send. */
const fields = [...form.elements].filter(({ name }) => name)
const readState = (text) => {
  const state = new URLSearchParams(text)
  for (const field of fields) {
    if (field.type === 'checkbox') field.checked = state.getAll(field.name).includes(field.value)
    else field.value = state.get(field.name) ?? ''
  }
}
const writeState = () => {
  const state = new URLSearchParams([...new FormData(form)].filter(([, value]) => value !== ''))
  history.replaceState(null, '', '#' + (String(state) || 'all'))
}
const start = () => {
  const text = location.hash.slice(1)
  readState(text === '' ? form.dataset.start : text)
  filter()
}
form.addEventListener('input', () => {
  filter()
  writeState()
})
form.addEventListener('submit', (event) => event.preventDefault())
form.addEventListener('reset', (event) => {
  event.preventDefault()
  readState('')
  filter()
  writeState()
})
addEventListener('hashchange', start)
form.hidden = false
start()
`
