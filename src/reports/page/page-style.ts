/** Styles of the HTML report, after those that all pages share. */
export const pageStyle = `
body { padding: 1rem; max-width: 110rem; margin-inline: auto }
h1 { font-size: 1.5rem; margin: 0 0 1rem }
h2 { font-size: 1.125rem; margin: 2rem 0 0.5rem }
h3 { font-size: 1rem; margin: 1.5rem 0 0.25rem }
summary h2 { display: inline-block; margin-block: 1rem 0.5rem }
ul { margin: 0; padding-inline-start: 1.25rem }
ul[role=list] { list-style: none; padding: 0 }
pre, code, dd, summary, td, th, li, p { overflow-wrap: anywhere }
.answers { border: 1px solid var(--line); border-radius: 0.5rem; padding: 0.25rem 1rem 1rem; margin-bottom: 1rem; background: var(--sheet) }
.answers h2 { margin-top: 0.75rem; font-size: 1.25rem }
.answers dl > div { display: grid; grid-template-columns: 8rem 1fr; gap: 0 1rem; padding: 0.35rem 0; border-top: 1px solid var(--line) }
.answers dl { margin: 0 }
.answers dt { color: var(--soft) }
.answers dd { margin: 0 }
.answers ul { list-style: none; padding: 0 }
.answers li + li { margin-top: 0.2rem }
.advice { margin: 0.25rem 0 0; color: var(--warn) }
.glossary, .differences details { margin: 0.5rem 0 }
.glossary dl > div { display: grid; grid-template-columns: 8rem 1fr; gap: 0 1rem; padding: 0.2rem 0 }
.glossary dd { margin: 0 }
.glossary dt { font-weight: 600 }
.differences li + li, .clients li + li { margin-top: 0.35rem }
.findings > section > ul > li { border-top: 1px solid var(--line) }
.findings .finding > summary { padding: 0.5rem 0 }
.findings .finding[open] > summary { font-weight: 600 }
.findings .finding[open] { padding-bottom: 1rem }
.badge { white-space: normal }
.facts { margin: 0.25rem 0; display: grid; gap: 0.35rem }
.facts > div { display: grid; grid-template-columns: 8rem 1fr; gap: 0 1rem }
.facts dt { color: var(--soft); font-size: 0.8125rem }
.facts dd { margin: 0 }
td .facts > div { grid-template-columns: 1fr }
q { quotes: '“' '”' }
.status-marked .message:last-child > code { background: var(--mark); border-inline-start: 3px solid var(--bad); padding-inline: 0.35rem }
.proof { border-inline-start: 3px solid var(--line); padding-inline-start: 0.75rem; margin-top: 0.5rem }
.message > code { display: block }
form { display: flex; flex-wrap: wrap; gap: 0.75rem 1.5rem; align-items: end; padding: 0.75rem; background: var(--sheet);
  border: 1px solid var(--line); border-radius: 0.5rem }
fieldset { border: 0; margin: 0; padding: 0; display: flex; flex-wrap: wrap; gap: 0.25rem 0.9rem }
legend { padding: 0; color: var(--soft); font-size: 0.8125rem }
label { display: inline-flex; gap: 0.35rem; align-items: center; min-height: 1.75rem }
label.stacked { flex-direction: column; align-items: start; gap: 0; color: var(--soft); font-size: 0.8125rem }
input[type=search] { width: 16rem; max-width: 100% }
input[type=search], select, button { border: 1px solid var(--soft); border-radius: 0.35rem; background: var(--paper); padding: 0.2rem 0.6rem; min-height: 1.9rem }
button { cursor: pointer }
output { display: block; margin: 0.5rem 0; color: var(--soft) }
table { border-collapse: collapse; width: 100% }
th, td { border: 1px solid var(--line); padding: 0.4rem 0.6rem; text-align: start; vertical-align: top; font-weight: inherit }
thead th { font-weight: 600; background: var(--sheet) }
.sheet, .migration, .drift { table-layout: fixed }
.migration th:first-child { width: 6rem }
.drift th:first-child { width: 9rem }
.migration th:nth-child(2) { width: 45% }
.sheet thead th { position: sticky; top: -1px; z-index: 1; box-shadow: 0 1px var(--line) }
.area h3 { margin: 0; font: inherit }
.sheet .area th { background: var(--sheet); font-weight: 600 }
td .finding + .finding { border-top: 1px dashed var(--line); margin-top: 0.4rem; padding-top: 0.4rem }
.exchange { margin: 0.25rem 0; border-inline-start: 3px solid var(--line); padding-inline-start: 0.5rem }
.exchange pre { background: var(--sheet); padding: 0.5rem; border-radius: 0.25rem; margin-bottom: 0.25rem }
.thumbnails { list-style: none; padding: 0; margin: 0.5rem 0; display: flex; flex-wrap: wrap; gap: 0.75rem }
.thumbnails figure { margin: 0 }
.thumbnails img { display: block; max-width: 96px; max-height: 96px; border: 1px solid var(--line); background: var(--sheet) }
figcaption { font-size: 0.75rem; color: var(--soft) }
@media (max-width: 40rem) {
  body { padding: 0.75rem }
  .answers { padding-inline: 0.75rem }
  .titled { position: static }
  .titled .tip { inset-inline: 0.75rem; top: auto; width: auto; max-width: none }
  .answers dl > div, .glossary dl > div, .facts > div { grid-template-columns: 1fr }
  table, thead, tbody, tr, th, td { display: block }
  colgroup { display: none }
  thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%) }
  tr { border: 1px solid var(--line); margin-bottom: 0.5rem }
  th, td { border: 0; width: auto !important }
  td::before { content: attr(data-label); display: block; color: var(--soft); font-size: 0.8125rem }
  td:empty { display: none }
  tr.area { margin-top: 1rem }
}
@media print { form, output { display: none } }
`
