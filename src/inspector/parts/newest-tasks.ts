import type { TaskRow } from '../../engine/admin/wire.ts'
import { type Loaded, useLoad } from '../use-load.ts'
import { usePage } from './page.ts'
import { useLimit } from './show-more.ts'

/** The newest tasks of the chosen key, and how many more are ready for the next press of the button below. */
export interface NewestTasks {
  readonly tasks: readonly TaskRow[]
  readonly left: number
}

/** Loads the newest tasks, and the tasks behind them that the next page would show. */
export function useNewestTasks(pageSize: number): Loaded<NewestTasks> {
  const { key = '' } = usePage().route.params
  const limit = useLimit(pageSize)
  const { value, error } = useLoad<{ tasks: readonly TaskRow[] }>(
    '/tasks',
    { order: 'newest', limit: limit + pageSize, world: key },
    ['tasks', 'clock', 'journal'],
  )
  const tasks = value?.tasks
  return { value: tasks && { tasks: tasks.slice(0, limit), left: tasks.length - limit }, error }
}
