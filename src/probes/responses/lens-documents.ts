import { pathPattern } from '../../contract/path-template.ts'
import type { Lens } from '../../dialect/lens.ts'
import type { Dialect } from '../../dialect/schema.ts'
import type { TimeForm } from '../../dialect/times.ts'
import { type Answer, type Ask, isRefused } from '../ask.ts'
import { readEvents } from '../documents/events.ts'
import { pollAfterWait } from '../generations/image-document.ts'
import type { ProbeContext } from '../probe.ts'

/** Document of a success, with the lens that reads the document. */
export interface LensDocument {
  readonly kind: 'creation' | 'poll' | 'event' | 'file'
  /** Operation of the request: `GET /tasks/{task_id}`. */
  readonly at: string
  readonly ask: Ask
  readonly answer: Answer
  readonly json: unknown
  /** Lenses that may read the document: one, or those of a reply and of a submission. */
  readonly lenses: readonly Lens[]
  /** Forms of times that the document may have beside the usual ones. */
  readonly timeForms: readonly TimeForm[]
}

type Kind = Pick<LensDocument, 'kind' | 'at' | 'lenses' | 'timeForms'>

/** Lists the documents of all successes so far that a lens of the dialect reads, in the order of the responses. */
export function lensDocuments({ known, answered }: ProbeContext): LensDocument[] {
  const kinds = listKinds(known).map(({ at, ...kind }) => {
    const [method, path = ''] = at.split(' ')
    return { ...kind, at, method, pattern: new RegExp(`^${pathPattern(path)}$`) }
  })
  return answered.flatMap(({ ask, answer }): LensDocument[] => {
    const found = kinds.find(({ method, pattern }) => method === ask.method && pattern.test(ask.path))
    if (!found || isRefused(answer) || ask.expects === 'refusal') return []
    const { kind, at, lenses, timeForms } = found
    if (answer.json !== undefined) return [{ kind, at, lenses, timeForms, ask, answer, json: answer.json }]
    const { stream } = known
    if (kind !== 'creation' || !stream) return []
    return readEvents(answer).events.map(({ data }) => ({
      kind: 'event',
      at,
      lenses: [stream.lens],
      timeForms: [],
      ask,
      answer,
      json: data,
    }))
  })
}

const listKinds = (dialect: Dialect): Kind[] => {
  const { operations, tasks, results, async, files } = dialect
  const [, waitedPoll] = pollAfterWait(dialect) ?? []
  return [
    ...Object.values(operations)
      .filter(({ does }) => does !== 'reject')
      .map(
        ({ at }): Kind => ({
          kind: 'creation',
          at,
          lenses: [results.reply.lens, async?.submit.lens ?? [], waitedPoll?.lens ?? []].flat(),
          timeForms: [results.reply.time ?? [], async?.submit.time ?? [], waitedPoll?.time ?? []].flat(),
        }),
      ),
    ...[tasks.result ?? []].flat().map(
      ({ at }): Kind => ({
        kind: 'creation',
        at,
        lenses: [results.reply.lens],
        timeForms: [results.reply.time ?? []].flat(),
      }),
    ),
    ...Object.values(tasks.polls ?? {}).map(
      ({ at, lens, time }): Kind => ({ kind: 'poll', at, lenses: [lens], timeForms: [time] }),
    ),
    ...(files
      ? [files.upload, files.retrieve ?? []]
          .flat()
          .map((at): Kind => ({ kind: 'file', at, lenses: [files.lens], timeForms: [] }))
      : []),
  ]
}
