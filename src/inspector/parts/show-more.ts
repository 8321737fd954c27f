import { h } from 'preact'
import { setParams } from '../route.ts'
import { fill } from '../words.ts'
import { Button } from './controls.ts'
import { usePage } from './page.ts'

/** Most rows of a list, less than the admin API sends at most. */
const maxRows = 9000

/** Returns how many rows of a list the route shows. */
export function useLimit(pageSize: number): number {
  const shown = Number(usePage().route.params.shown)
  return Number.isInteger(shown) && shown > 0 ? Math.min(shown, maxRows) : pageSize
}

/** Shows a button that shows more rows of a list; nothing if no row is left. */
export function ShowMore({ shown, left, pageSize }: { shown: number; left: number; pageSize: number }) {
  const { words, route } = usePage()
  if (left <= 0 || shown >= maxRows) return null
  const count = Math.min(pageSize, left)
  return h(
    Button,
    { onPress: () => setParams(route, { shown: String(shown + pageSize) }) },
    fill(words.more, { count }),
  )
}
