import type { Dialect, ResultForm } from '../../dialect/schema.ts'
import { itemMemberOf } from '../../dialect/words.ts'
import type { Task } from '../model/task.ts'

/** Returns the form of the results: the scenario's if the gateway supports it, else the requested form or the fallback. */
export function resultFormOf(
  { results, models }: Dialect,
  { job, links }: Task,
  lens: Dialect['results']['item'],
  fallback: ResultForm,
): ResultForm {
  // If models prescribe the form, a scenario must not change the form.
  const isFormOfModel = models.known.some(({ form }) => form !== undefined)
  const override =
    links !== undefined && links !== 'expired' && !isFormOfModel && results.forms.includes(links) ? links : undefined
  const form = override ?? job.form ?? fallback
  return lens[itemMemberOf[form]] === undefined ? fallback : form
}
