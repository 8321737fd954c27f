/** Styles of a matrix, with the colours of `sharedStyle` or of a page that sets the same names. */
export const matrixStyle = `
.matrix-filters { display: flex; flex-wrap: wrap; gap: 0.5rem 1rem; align-items: center; font-size: 0.875rem }
.matrix-filters input[type='search'] { flex: 1 1 16rem; padding: 0.4rem 0.6rem; border: 1px solid var(--line); border-radius: 6px;
  background: var(--sheet); color: var(--ink) }
.matrix-filters fieldset { display: flex; flex: 1 1 100%; flex-wrap: wrap; gap: 0.25rem 1rem; margin: 0; padding: 0.5rem 0.75rem;
  border: 1px solid var(--line); border-radius: 6px }
.matrix-filters legend { padding: 0 0.25rem }
.matrix-filters p { margin: 0; color: var(--soft) }
.matrix-scroll { max-height: 80vh; margin-top: 1rem; overflow: auto; border: 1px solid var(--line); border-radius: 6px }
.matrix .matrix-scroll table { display: table; min-width: 100%; margin: 0; overflow: visible; border-collapse: separate; border-spacing: 0;
  font-size: 0.8125rem; line-height: 1.4 }
.matrix table :is(th, td) { min-width: 8rem; max-width: 18rem; padding: 0.4rem 0.6rem; border: 0; border-bottom: 1px solid var(--line);
  background: var(--paper); overflow-wrap: anywhere; color: var(--ink); text-align: start; vertical-align: top }
.matrix table td.soft { color: var(--soft) }
.matrix table thead th { position: sticky; top: 0; z-index: 2; background: var(--sheet) }
.matrix table tr > th:first-child { position: sticky; inset-inline-start: 0; z-index: 1; width: 12rem; min-width: 9rem;
  border-inline-end: 1px solid var(--line) }
.matrix table thead tr > th:first-child { z-index: 3 }
.matrix table .matrix-section th { background: var(--sheet) }
.matrix-section span { position: sticky; inset-inline-start: 0.6rem }
@media (max-width: 640px) { .matrix table tr > th:first-child { width: 7.5rem; min-width: 7.5rem } }
`
