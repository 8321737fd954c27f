/**
 * Hides the titles of ids when Escape is pressed, until the pointer or the focus moves on, because a title can cover what a reader
 * wants to read. Returns a function that stops this.
 */
export function dismissTipsOnEscape(): () => void {
  const { dataset } = document.documentElement
  const stopping = new AbortController()
  const { signal } = stopping
  const show = () => {
    delete dataset.tips
  }
  document.addEventListener(
    'keydown',
    ({ key }) => {
      if (key === 'Escape') dataset.tips = 'hidden'
    },
    { signal },
  )
  document.addEventListener('focusin', show, { signal })
  document.addEventListener('pointerover', show, { signal })
  return () => stopping.abort()
}
