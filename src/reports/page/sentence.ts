import { h } from 'preact'

/** Shows a sentence, of which the parts in backticks are code. */
export const Sentence = ({ text }: { text: string }) =>
  h(
    'span',
    { class: 'sentence' },
    text.split('`').map((part, index) => (index % 2 === 0 ? part : h('code', null, part))),
  )
