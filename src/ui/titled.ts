import { h } from 'preact'

/** Shows an id, and its title on hover and on focus. Screen readers read both. */
export const Titled = ({ id, title }: { id: string; title: string | undefined }) =>
  title === undefined
    ? h('code', null, id)
    : h(
        'span',
        { class: 'titled', tabIndex: 0 },
        h('code', null, id),
        h('span', { class: 'hidden-text' }, `: ${title}`),
        h('span', { class: 'tip', 'aria-hidden': 'true' }, title),
      )
