import type { Dialect } from '../../dialect/schema.ts'
import type { Place } from '../file/locate.ts'

/** Where the id of a task or a file stands in a request. */
interface Slot {
  readonly at: string
  readonly in: 'path' | 'query'
  readonly name: string
  readonly of: 'task' | 'file'
  readonly isPoll: boolean
}

function slotsOf({ tasks, results: { picture }, files }: Dialect): Slot[] {
  const polls = Object.values(tasks.polls ?? {}).map(({ at, id }) => ({ at, ...id, of: 'task' as const, isPoll: true }))
  const inPath = { in: 'path' as const, isPoll: false }
  const pictures = picture ? [{ ...inPath, at: picture.at, name: picture.task, of: 'task' as const }] : []
  const held = files
    ? [files.retrieve, files.remove].map((at) => ({ ...inPath, at, name: files.parameter, of: 'file' as const }))
    : []
  return [...polls, ...pictures, ...held]
}

/** The id that a request names, and what it is of. */
export interface Named extends Pick<Slot, 'of' | 'isPoll'> {
  readonly id: string
}

export function createIdReader(dialect: Dialect) {
  const slots = slotsOf(dialect)
  return ({ operation, params }: Place, url: string): Named | undefined => {
    const slot = slots.find(({ at }) => at === operation)
    const id = slot?.in === 'path' ? params[slot.name] : slot && new URL(url).searchParams.get(slot.name)
    return slot && id ? { id, of: slot.of, isPoll: slot.isPoll } : undefined
  }
}

/** Ids that a recording does not have, bound to those that it has and nobody has claimed. */
export function createIds(recorded: readonly Named[]) {
  const claimed = new Set<string>()
  const bound = new Map<string, string>()
  return {
    claim({ id, of, isPoll }: Named): void {
      if (bound.has(id)) return
      const same = recorded.filter((each) => each.of === of)
      const isKnown = same.some((each) => each.id === id)
      // What was polled stands for what is polled.
      const free = same.find((each) => each.isPoll === isPoll && !claimed.has(each.id))
      const found = isKnown ? id : free?.id
      if (found === undefined) return
      claimed.add(found)
      if (found !== id) bound.set(id, found)
    },
    toRecorded: (text: string): string => [...bound].reduce((left, [id, own]) => left.replaceAll(id, own), text),
    toAsked: (text: string): string => [...bound].reduce((left, [id, own]) => left.replaceAll(own, id), text),
  }
}
