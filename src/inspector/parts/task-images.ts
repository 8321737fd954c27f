import { h } from 'preact'
import { useRef, useState } from 'preact/hooks'
import type { TaskRow } from '../../engine/admin/wire.ts'
import { fill } from '../words.ts'
import { Button } from './controls.ts'
import { usePage } from './page.ts'
import { Picture } from './picture.ts'

/** Width in px of an image in a list. */
const smallWidth = 320

const numbers = (count: number): number[] => Array.from({ length: count }, (_, index) => index)

const pathOf = ({ provider, id }: TaskRow): string => `/tasks/${provider}/${encodeURIComponent(id)}`

/** Shows the images of a task, its partial images in a row, its references and its mask. A click shows the full size. */
export function TaskImages({ task }: { task: TaskRow }) {
  const { words } = usePage()
  const { images, partials, references, mask, prompt, state } = task
  const path = pathOf(task)
  const isDone = state === 'succeeded'
  return h(
    'div',
    { class: 'task-images' },
    h(
      'div',
      { class: 'frames' },
      isDone
        ? numbers(images).map((index) =>
            h(Enlargeable, {
              path: `${path}/images/${index}`,
              alt: fill(words.imageOf, { prompt }),
              key: index,
            }),
          )
        : h(
            'div',
            { class: 'frame unexposed', style: { aspectRatio: task.size.replace('x', ' / ') } },
            words.states[state],
          ),
    ),
    partials > 0 && isDone
      ? h(
          Strip,
          { title: words.ofStream },
          numbers(partials).map((index) =>
            h(Enlargeable, {
              path: `${path}/images/0`,
              partial: index,
              alt: fill(words.partial, { number: index + 1 }),
              key: index,
            }),
          ),
        )
      : null,
    references > 0 || mask
      ? h(
          Strip,
          { title: words.references },
          numbers(references).map((index) =>
            h(Enlargeable, {
              path: `${path}/references/${index}`,
              alt: fill(words.reference, { number: index + 1 }),
              key: index,
            }),
          ),
          mask ? h(Enlargeable, { path: `${path}/mask`, alt: words.mask }) : null,
        )
      : null,
  )
}

const Strip = ({ title, children }: { title: string; children?: unknown }) =>
  h(
    'div',
    { class: 'strip' },
    h('span', { class: 'soft small' }, title),
    h('div', { class: 'small-frames' }, children as never),
  )

function Enlargeable({ path, alt, partial }: { path: string; alt: string; partial?: number }) {
  const { words } = usePage()
  const dialog = useRef<HTMLDialogElement>(null)
  const [isOpen, setOpen] = useState(false)
  const open = () => {
    setOpen(true)
    dialog.current?.showModal()
  }
  return h(
    'div',
    { class: 'frame' },
    h(
      'button',
      { type: 'button', class: 'plain', onClick: open, 'aria-label': fill(words.full, { prompt: alt }) },
      h(Picture, { path, query: { width: smallWidth, partial }, alt }),
    ),
    h(
      'dialog',
      { ref: dialog, onClose: () => setOpen(false), 'aria-label': alt },
      isOpen
        ? [
            h(Button, { onPress: () => dialog.current?.close(), label: words.close }, '×'),
            h(Picture, { path, query: { partial }, alt }),
          ]
        : null,
    ),
  )
}
