import type { DialectFile } from '../../dialect/schema.ts'
import { isAtOrBelow, listLeaves } from './find-members.ts'
import type { ReplySample } from './reply-sample.ts'

/**
 * Lists the members of the replies that the dialect does not describe, so that a mock lacks them: `poll: /data/model`. The
 * members of an item have the pointer of the item: `submit: /data/0/seed`.
 */
export function listLeftOut(
  { async: asynchronous, tasks, results, errors }: DialectFile,
  { submit, poll, error }: Readonly<Record<'submit' | 'poll' | 'error', ReplySample | undefined>>,
): string[] {
  const item = results?.item ?? {}
  const task = tasks?.polls?.task
  const reply = results?.reply
  const submitted = asynchronous ? asynchronous.submit : reply
  const { lens: envelope } = errors?.envelopes?.default ?? { lens: {} }
  return [
    ...leftIn('submit', submit?.json, usedBy(submitted, asynchronous ? {} : item)),
    ...leftIn('poll', poll?.json, [...usedBy(task, item), ...Object.keys(task?.whenAbsent ?? {})]),
    ...leftIn('error', error?.json, usedBy({ lens: envelope }, {})),
  ]
}

type Pointers = Readonly<Record<string, unknown>>

/** Lists the pointers that a part of a dialect reads or writes, those of the first item below the list of items. */
function usedBy(
  part: { readonly lens?: Pointers | undefined; readonly fixed?: Pointers | undefined } | undefined,
  item: Pointers,
): string[] {
  const { items, ...lens } = part?.lens ?? {}
  const insides = Object.values(item).flat()
  const isPointer = (place: unknown) => typeof place === 'string'
  return [
    ...Object.values(lens).flat().filter(isPointer),
    ...Object.keys(part?.fixed ?? {}),
    ...(isPointer(items) ? insides.flatMap((inside) => [`${items}/0${inside}`, `${items}${inside}`]) : []),
  ]
}

const leftIn = (name: string, json: unknown, used: readonly string[]): string[] =>
  listLeaves(json ?? {})
    .filter(({ pointer, path }) => !path.some((part) => /^[1-9]\d*$/.test(part)) && !isAtOrBelow(pointer, used))
    .map(({ pointer }) => `${name}: ${pointer}`)
