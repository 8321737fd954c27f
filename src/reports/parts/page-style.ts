/** Styles of the HTML report, in the colour scheme that the reader's system prefers. */
export const pageStyle = `
:root {
  color-scheme: light dark;
  --ink: light-dark(#1b1d21, #e6e7ea);
  --soft: light-dark(#545a64, #a9afba);
  --line: light-dark(#d5d9e0, #3a3f49);
  --paper: light-dark(#ffffff, #16181c);
  --sheet: light-dark(#f4f5f7, #1f2228);
  --link: light-dark(#0b57d0, #a8c7fa);
  --conforms: light-dark(#0f6b35, #7ad79a);
  --deviates: light-dark(#7a4f00, #f2c14e);
  --fails: light-dark(#b3261e, #ffb4ab);
  --undocumented: light-dark(#0b5a8a, #8ecbf5);
  --unobserved: light-dark(#545a64, #a9afba);
  --error: light-dark(#8a2b8f, #eeb0f2);
}
* { box-sizing: border-box }
body { margin: 0 auto; padding: 1rem; max-width: 110rem; background: var(--paper); color: var(--ink);
  font: 0.9375rem/1.45 system-ui, sans-serif }
h1 { font-size: 1.5rem; margin: 0 0 1rem }
h2 { font-size: 1.125rem; margin: 2rem 0 0.5rem }
summary h2 { display: inline-block; margin-block: 1rem 0.5rem }
a { color: var(--link) }
code, pre { font: 0.8125rem/1.45 ui-monospace, monospace }
pre { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere }
code { overflow-wrap: anywhere }
table { border-collapse: collapse; width: 100% }
th, td { border: 1px solid var(--line); padding: 0.4rem 0.6rem; text-align: start; vertical-align: top; font-weight: inherit }
thead th { font-weight: 600; background: var(--sheet) }
caption { text-align: start; padding: 0.25rem 0 }
.runs .number { text-align: end }
.runs td { overflow-wrap: break-word }
.sheet, .migration, .drift { table-layout: fixed }
.migration th:first-child { width: 6rem }
.drift th:first-child { width: 9rem }
.migration th:nth-child(2) { width: 45% }
.sheet thead th { position: sticky; top: -1px; z-index: 1; box-shadow: 0 1px var(--line) }
.sheet .area th { background: var(--sheet); font-weight: 600 }
.sheet th[scope=row] { overflow-wrap: anywhere }
.rows { display: block; color: var(--soft); font-size: 0.8125rem }
.title { font-weight: normal }
.result-fails, .fails { color: var(--fails) }
.result-fails, .result-passes { font-weight: 600 }
[class^=result], .runs td:nth-last-child(-n+2) { white-space: nowrap }
.result-none { color: var(--soft) }
.result-passes { color: var(--conforms) }
.badge { font-weight: 600 }
.badge.conforms, .badge.works-yes { color: var(--conforms) }
.badge.deviates, .badge.works-partly, .badge.loses { color: var(--deviates) }
.badge.deviates.fails, .badge.works-no, .badge.breaks { color: var(--fails) }
.badge.undocumented, .badge.differs { color: var(--undocumented) }
.badge.not-observed { color: var(--unobserved) }
.badge.error { color: var(--error) }
.level, .soft { color: var(--soft) }
.finding + .finding { border-top: 1px dashed var(--line); margin-top: 0.4rem; padding-top: 0.4rem }
summary { cursor: pointer; overflow-wrap: anywhere }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px }
dl { margin: 0.5rem 0 0; display: grid; gap: 0.35rem }
dt { color: var(--soft); font-size: 0.8125rem }
dd { margin: 0; overflow-wrap: anywhere }
q { quotes: '“' '”' }
form { display: flex; flex-wrap: wrap; gap: 0.75rem 1.5rem; align-items: end; padding: 0.75rem; background: var(--sheet);
  border: 1px solid var(--line); border-radius: 0.5rem }
fieldset { border: 0; margin: 0; padding: 0; display: flex; flex-wrap: wrap; gap: 0.25rem 0.9rem }
legend { padding: 0; color: var(--soft); font-size: 0.8125rem }
label { display: inline-flex; gap: 0.35rem; align-items: center }
label.stacked { flex-direction: column; align-items: start; gap: 0; color: var(--soft); font-size: 0.8125rem }
input, select, button { font: inherit; accent-color: var(--link) }
input[type=search] { width: 16rem; max-width: 100% }
output { display: block; margin: 0.5rem 0; color: var(--soft) }
.exchange { margin: 0.25rem 0; border-inline-start: 3px solid var(--line); padding-inline-start: 0.5rem }
.exchange pre { background: var(--sheet); padding: 0.5rem; border-radius: 0.25rem; margin-bottom: 0.25rem }
.thumbnails { list-style: none; padding: 0; margin: 0.5rem 0; display: flex; flex-wrap: wrap; gap: 0.75rem }
.thumbnails figure { margin: 0 }
.thumbnails img { display: block; max-width: 96px; max-height: 96px; border: 1px solid var(--line); background: var(--sheet) }
figcaption { font-size: 0.75rem; color: var(--soft) }
.hidden-text { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap }
[hidden] { display: none !important }
@media (max-width: 40rem) {
  table, thead, tbody, tr, th, td { display: block }
  colgroup { display: none }
  thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%) }
  tr { border: 1px solid var(--line); margin-bottom: 0.5rem }
  th, td { border: 0; width: auto !important }
  td::before { content: attr(data-label); display: block; color: var(--soft); font-size: 0.8125rem }
  td:empty { display: none }
  .runs td { display: grid; grid-template-columns: 9rem 1fr; padding-block: 0.1rem }
  .runs .number { text-align: start }
  tr.area { margin-top: 1rem }
}
@media print { form, output { display: none } }
`
