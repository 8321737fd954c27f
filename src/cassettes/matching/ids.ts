import type { Dialect } from '../../dialect/schema.ts'
import type { RequestTarget } from '../file/locate.ts'

/** Position of a task id or a file id in a request. */
interface IdSlot {
  readonly operation: string
  readonly in: 'path' | 'query'
  readonly name: string
  readonly of: 'task' | 'file'
  readonly isPoll: boolean
}

function listIdSlots({ tasks, results: { image }, files }: Dialect): IdSlot[] {
  const routes = [tasks.result ?? [], tasks.cancel ?? []].flat()
  const polls = [...Object.values(tasks.polls ?? {}), ...routes].map(({ at, id }) => ({
    operation: at,
    ...id,
    of: 'task' as const,
    isPoll: true,
  }))
  const inPath = { in: 'path' as const, isPoll: false }
  const imageSlots = image ? [{ ...inPath, operation: image.at, name: image.task.name, of: 'task' as const }] : []
  const { file, retrieve, remove } = files ?? {}
  const fileSlots = file
    ? [retrieve ?? [], remove ?? []]
        .flat()
        .map((operation) => ({ ...inPath, operation, name: file.name, of: 'file' as const }))
    : []
  return [...polls, ...imageSlots, ...fileSlots]
}

/** Id in a request, and the kind of the thing with that id. */
export interface IdReference extends Pick<IdSlot, 'of' | 'isPoll'> {
  readonly id: string
}

/** Creates a function that reads the task id or file id of a request; undefined when the operation has none. */
export function createIdReader(dialect: Dialect) {
  const slots = listIdSlots(dialect)
  return ({ operation, params }: RequestTarget, url: string): IdReference | undefined => {
    const slot = slots.find((candidate) => candidate.operation === operation)
    const id = slot?.in === 'path' ? params[slot.name] : slot && new URL(url).searchParams.get(slot.name)
    return slot && id ? { id, of: slot.of, isPoll: slot.isPoll } : undefined
  }
}

/**
 * Binds each id that the cassette does not contain to the next free id that it contains, so that a replay can translate
 * between them.
 */
export function createIdBindings(recorded: readonly IdReference[]) {
  const claimed = new Set<string>()
  const bound = new Map<string, string>()
  return {
    claim({ id, of, isPoll }: IdReference): void {
      if (bound.has(id)) return
      const same = recorded.filter((candidate) => candidate.of === of)
      const isKnown = same.some((candidate) => candidate.id === id)
      // The id of a poll only binds to an id that was polled in the recording.
      const free = same.find((candidate) => candidate.isPoll === isPoll && !claimed.has(candidate.id))
      const target = isKnown ? id : free?.id
      if (target === undefined) return
      claimed.add(target)
      if (target !== id) bound.set(id, target)
    },
    toRecorded: (text: string): string =>
      [...bound].reduce((result, [id, recordedId]) => result.replaceAll(id, recordedId), text),
    fromRecorded: (text: string): string =>
      [...bound].reduce((result, [id, recordedId]) => result.replaceAll(recordedId, id), text),
  }
}
