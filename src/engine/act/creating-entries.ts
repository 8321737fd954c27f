import type { MockContext } from '../mock-context.ts'
import type { Task } from '../model/task.ts'

/** Returns the name of a task, which no task of another gateway has. */
export const taskName = ({ provider, id }: Pick<Task, 'provider' | 'id'>): string => `${provider}:${id}`

/** Returns the numbers of the kept exchanges that created tasks, by the name of the task. */
export function listCreatingEntries({ state: { journal } }: MockContext): Map<string, number> {
  const entries = new Map<string, number>()
  for (const { created, provider, task, number } of journal?.heads() ?? [])
    if (created !== undefined && task !== undefined) entries.set(taskName({ provider, id: task }), number)
  return entries
}
