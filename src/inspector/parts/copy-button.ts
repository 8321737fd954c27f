import { h } from 'preact'
import { Button } from './controls.ts'
import { usePage } from './page.ts'

/** Copies a text to the clipboard, and says so. */
export function CopyButton({ text, label }: { text: string; label: string }) {
  const { say, words } = usePage()
  const copy = () => {
    // A page without https on another machine has no clipboard.
    const copied = navigator.clipboard?.writeText(text) ?? Promise.reject(new Error('no clipboard'))
    copied.then(
      () => say(words.copied),
      () => say(words.copyFailed),
    )
  }
  return h(Button, { onPress: copy }, label)
}
