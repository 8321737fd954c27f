/** Styles of the shared components: colours for light and dark, text, code, badges, tooltips, JSON. No rule is about one page alone. */
export const sharedStyle = `
:root {
  color-scheme: light dark;
  --ink: light-dark(#1b1d21, #e8e6e1);
  --soft: light-dark(#5a5f68, #a9adb5);
  --line: light-dark(#dcdad4, #3a3c41);
  --paper: light-dark(#fbfaf8, #17181b);
  --sheet: light-dark(#f1efea, #212327);
  --link: light-dark(#0b57d0, #a8c7fa);
  --good: light-dark(#0f6b35, #7ad79a);
  --warn: light-dark(#7a4f00, #f2c14e);
  --bad: light-dark(#b3261e, #ffb4ab);
  --note: light-dark(#0b5a8a, #8ecbf5);
  --error: light-dark(#8a2b8f, #eeb0f2);
  --mark: light-dark(#fde2de, #5c2320);
}
* { box-sizing: border-box }
body { margin: 0; background: var(--paper); color: var(--ink); font: 0.9375rem/1.5 system-ui, sans-serif }
a { color: var(--link) }
code, pre { font: 0.8125rem/1.5 ui-monospace, 'Cascadia Mono', Menlo, monospace }
pre { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere }
code { overflow-wrap: anywhere }
input, select, button { font: inherit; color: inherit; accent-color: var(--link) }
summary { cursor: pointer }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px }
.soft { color: var(--soft) }
.small { font-size: 0.8125rem }
.badge { font-weight: 600; white-space: nowrap }
.good { color: var(--good) }
.warn { color: var(--warn) }
.bad { color: var(--bad) }
.note { color: var(--note) }
.error { color: var(--error) }
.hidden-text { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap }
.titled { position: relative; border-bottom: 1px dotted var(--soft); cursor: help }
.titled .tip { position: absolute; z-index: 5; inset-inline-start: 0; top: calc(100% + 4px); width: max-content; max-width: min(22rem, 80vw);
  padding: 0.25rem 0.5rem; border-radius: 0.25rem; background: var(--ink); color: var(--paper); font-size: 0.8125rem; display: none }
.titled:hover .tip, .titled:focus .tip { display: block }
[data-tips=hidden] .titled .tip { display: none }
.json { background: var(--sheet); border-radius: 0.35rem; padding: 0.5rem 0.75rem; overflow-x: auto }
.json .line { display: block }
.json mark { display: block; background: var(--mark); color: inherit; border-inline-start: 3px solid var(--bad); margin-inline-start: -0.75rem;
  padding-inline-start: calc(0.75rem - 3px) }
.message { margin: 0.75rem 0 }
.message h3 { margin: 0 0 0.25rem; font-size: 0.875rem }
.headers { margin: 0.25rem 0 }
.headers dl { display: grid; grid-template-columns: max-content 1fr; gap: 0 0.75rem; margin: 0.25rem 0 0 }
.headers dt { color: var(--soft) }
.headers dd { margin: 0; overflow-wrap: anywhere }
[hidden] { display: none !important }
@media (max-width: 40rem) { .headers dl { grid-template-columns: 1fr } .headers dd { margin-bottom: 0.35rem } }
`
