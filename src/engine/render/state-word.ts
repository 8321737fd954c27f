import type { Poll, TaskState } from '../../dialect/schema.ts'
import { wordsOf } from '../../dialect/state-words.ts'
import type { Task } from '../model/task.ts'

/** Returns the word that the gateway writes for the state: the first of a list, or the word for the cause of the failure. */
export const wordFor = (
  { states, statesByCause }: Pick<Poll, 'states' | 'statesByCause'>,
  { fails }: Pick<Task, 'fails'>,
  state: TaskState,
) => (state === 'failed' && fails ? statesByCause?.[fails.cause] : undefined) ?? wordsOf(states[state])[0]
