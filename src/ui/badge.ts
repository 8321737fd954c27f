import { h } from 'preact'

/** Colour of a badge by meaning. */
export type Tone = 'good' | 'warn' | 'bad' | 'note' | 'error' | 'soft'

/** Shows a short word in a colour, with a symbol that does not depend on the colour. */
export const Badge = ({ tone, symbol, text }: { tone: Tone; symbol?: string; text: string }) =>
  h(
    'span',
    { class: `badge ${tone}` },
    symbol === undefined ? null : [h('span', { 'aria-hidden': 'true' }, symbol), ' '],
    text,
  )
