/**
 * What the page does in a browser: filters rows, and writes pictures and exchanges when they are opened, so that ten
 * thousand of them cost nothing before. It only ever sets text, never markup.
 */
export const pageScript = String.raw`
'use strict'
const read = (id) => JSON.parse(document.getElementById(id).textContent)
const words = read('words')
const kept = new Map()
const data = (id) => kept.get(id) ?? kept.set(id, read(id)).get(id)
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
  const list = data(id)
  if (!kept.has('by-' + id)) kept.set('by-' + id, new Map(list.map((each) => [each.number, each])))
  return kept.get('by-' + id)
}
const picturesOf = (report, number) => data('pictures-' + report).filter(({ exchange }) => exchange === number)

const showPicture = ({ exchange, width, height, format, dataUrl }) => {
  const image = make('img')
  image.src = dataUrl
  image.decoding = 'async'
  image.alt = words.picture + ' ' + exchange
  const caption = make('figcaption', '#' + exchange + ' ' + width + '×' + height + ' ' + format)
  return make('li', '', make('figure', '', image, caption))
}
const showPictures = (pictures) => {
  const list = make('ul', '', ...pictures.map(showPicture))
  list.className = 'pictures'
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
  if (!exchange) return make('p', '#' + number + ' ' + words.notKept)
  const { request, response, error, took, images } = exchange
  const came = response ? response.status : words.noAnswer
  const head = '#' + number + ' ' + request.method + ' ' + request.url + ' → ' + came + ', ' + showTime(took)
  const details = make('details', '', make('summary', head + (images ? ', ' + words.images + ': ' + images : '')))
  details.className = 'exchange'
  details.addEventListener('toggle', () => {
    if (details.childElementCount > 1) return
    details.append(...showMessage(words.request, request.method + ' ' + request.url, request))
    if (response) details.append(...showMessage(words.response, 'HTTP ' + response.status, response))
    else details.append(make('p', error ?? words.noAnswer))
    const pictures = picturesOf(report, number)
    if (pictures.length > 0) details.append(showPictures(pictures))
  })
  return details
}

/** Shows items in portions; a button asks for the next one. */
const showPortions = (place, items, size, show) => {
  const portion = show(items.slice(0, size))
  place.append(...portion)
  const left = items.slice(size)
  if (left.length === 0) return portion[0]
  const button = make('button', fill(words.more, { count: Math.min(size, left.length) }))
  button.type = 'button'
  button.addEventListener('click', () => {
    button.remove()
    const first = showPortions(place, left, size, show)
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
    showPortions(place, data('exchanges-' + report), 50, (list) => list.map(({ number }) => showExchange(report, number))),
  pictures: (place, report) =>
    showPortions(place, data('pictures-' + report), 100, (list) => {
      const shown = showPictures(list)
      shown.tabIndex = -1
      return [shown]
    }),
}
const open = (details) => {
  if (!details.open) return
  for (const place of details.querySelectorAll(':scope [data-fill]')) {
    fillers[place.dataset.fill](place, place.dataset.report)
    delete place.dataset.fill
  }
}
/** What is opened needs room to be read in a narrow column. */
const widen = (details) => {
  const place = details.closest('td')?.cellIndex
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
const rows = [...document.querySelectorAll('tr[data-area]')].map((row) => ({
  row,
  area: row.dataset.area,
  text: row.textContent.toLowerCase(),
  differs: 'differs' in row.dataset,
  isTrait: !('client' in row.dataset),
  findings: [...row.querySelectorAll('.finding')].map(({ dataset }) => dataset),
}))
const traits = rows.filter(({ isTrait }) => isTrait).length
const filter = () => {
  const wanted = new FormData(form)
  const verdicts = wanted.getAll('verdict')
  const levels = wanted.getAll('level')
  const area = wanted.get('area')
  const text = wanted.get('text').trim().toLowerCase()
  const fits = ({ verdict, level }) =>
    (verdicts.length === 0 || verdicts.includes(verdict)) && (levels.length === 0 || levels.includes(level))
  let shown = 0
  for (const each of rows) {
    const isShown = (!area || each.area === area) && each.text.includes(text) &&
      (!wanted.has('differs') || each.differs) && each.findings.some(fits)
    each.row.hidden = !isShown
    if (isShown && each.isTrait) shown++
  }
  for (const body of document.querySelectorAll('.sheet tbody'))
    body.hidden = !body.querySelector('tr[data-area]:not([hidden])')
  status.textContent = fill(words.shown, { shown, all: traits })
}
form.addEventListener('input', filter)
form.addEventListener('submit', (event) => event.preventDefault())
// The fields are reset after the event.
form.addEventListener('reset', () => requestAnimationFrame(filter))
form.hidden = false
filter()
`
