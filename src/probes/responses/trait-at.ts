import { escapePart } from '../../contract/pointer.ts'
import { type Lens, pointersOf } from '../../dialect/lens.ts'
import type { Dialect } from '../../dialect/schema.ts'
import { pollAfterWait } from '../generations/image-document.ts'

/** Places of one kind of document: a lens, and members that never change. */
interface Places {
  readonly base: string
  readonly lens?: Lens | undefined
  readonly fixed?: Readonly<Record<string, unknown>> | undefined
}

/** Returns the trait that states the member at a place of a response: `/tasks/polls/task/lens/progress`; undefined if none does. */
export function traitAt(dialect: Dialect, route: string, place: string): string | undefined {
  for (const { base, lens = {}, fixed = {} } of placesOf(dialect, route)) {
    const [name] = Object.entries(lens).find(([, pointers]) => pointersOf(pointers).includes(place)) ?? []
    if (name !== undefined) return `${base}/lens/${name}`
    if (place in fixed) return `${base}/fixed/${escapePart(place)}`
  }
  return undefined
}

/** Lists the documents that an operation returns with success. */
function placesOf(dialect: Dialect, route: string): Places[] {
  const { operations, results, async, tasks, files, models } = dialect
  const creates = Object.values(operations).some(({ at, does }) => at === route && does !== 'reject')
  const polls = Object.entries(tasks.polls ?? {}).filter(([, { at }]) => at === route)
  const waited = creates ? pollAfterWait(dialect) : undefined
  return [
    ...(creates || tasks.result?.at === route ? [{ base: '/results/reply', ...results.reply }] : []),
    ...(creates && async ? [{ base: '/async/submit', ...async.submit }] : []),
    ...[...polls, ...(waited ? [waited] : [])].map(([name, { lens, fixed }]) => ({
      base: `/tasks/polls/${name}`,
      lens,
      fixed,
    })),
    ...(files && [files.upload, files.retrieve].includes(route) ? [{ base: '/files', ...files }] : []),
    ...(files?.remove === route ? [{ base: '/files/removed', ...files.removed }] : []),
    ...(models.retrieve?.at === route ? [{ base: '/models/retrieve', lens: models.retrieve.lens }] : []),
  ]
}
