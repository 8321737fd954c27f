import { type ComponentChildren, h } from 'preact'

export const Button = ({
  onPress,
  children,
  label,
  isOn,
  isDisabled = false,
}: {
  onPress: () => void
  children?: ComponentChildren
  /** Name for screen readers, where the content is short. */
  label?: string
  /** State of a button that switches something. */
  isOn?: boolean
  isDisabled?: boolean
}) =>
  h(
    'button',
    { type: 'button', onClick: onPress, 'aria-label': label, title: label, 'aria-pressed': isOn, disabled: isDisabled },
    children,
  )

export interface Option {
  readonly value: string
  readonly text: string
}

/** Shows a list to choose from, with its label above. */
export const Choice = ({
  label,
  value,
  options,
  onChoose,
}: {
  label: string
  value: string
  options: readonly Option[]
  onChoose: (value: string) => void
}) =>
  h(
    'label',
    { class: 'stacked' },
    h('span', { class: 'soft small' }, label),
    h(
      'select',
      { value, onChange: ({ currentTarget }: { currentTarget: HTMLSelectElement }) => onChoose(currentTarget.value) },
      options.map((option) => h('option', { value: option.value, selected: option.value === value }, option.text)),
    ),
  )

/** Shows a field for text, with its label above. */
export const TextField = ({
  label,
  value,
  onInput,
}: {
  label: string
  value: string
  onInput: (value: string) => void
}) =>
  h(
    'label',
    { class: 'stacked' },
    h('span', { class: 'soft small' }, label),
    h('input', {
      type: 'search',
      value,
      onInput: ({ currentTarget }: { currentTarget: HTMLInputElement }) => onInput(currentTarget.value),
    }),
  )
