import { pointersOf, readPointer } from '../../dialect/lens.ts'
import type { Dialect } from '../../dialect/schema.ts'
import { isRefused } from '../ask.ts'
import { locate } from '../documents/locate.ts'
import {
  type DocumentContext,
  looksLikeId,
  observeFixedMembers,
  observeIds,
  observeLens,
} from '../documents/members.ts'
import type { Probe, ProbeContext } from '../probe.ts'
import { tinyPng } from '../requests/draft.ts'
import { parseOperation } from '../requests/free-requests.ts'

type FileRules = NonNullable<Dialect['files']>

const fileRequest = ({ parameter }: FileRules, operation: string, id: string) => {
  const { method, path } = parseOperation({ at: operation })
  return { method, path: path.replace(`{${parameter}}`, encodeURIComponent(id)) }
}

/** A file is uploaded, looked at and removed. Nothing is charged for it. */
export const filesProbe: Probe = {
  id: 'files',
  observes: [
    '/files/lens/*',
    '/files/fixed/*',
    '/files/id/*',
    '/files/retrieve',
    '/files/remove',
    '/files/removed/*/*',
  ],
  cost: 0,
  async observe(ctx) {
    const files = ctx.known.files ?? (ctx.mode === 'discover' ? await discoverFiles(ctx) : undefined)
    if (!files) return { observations: [] }
    const image = tinyPng(1)
    const uploaded = await ctx.ask({
      ...parseOperation({ at: files.upload }),
      form: [
        [files.purpose, 'vision'],
        [files.field, image],
      ],
    })
    const ids = pointersOf(files.lens.id).map((pointer) => readPointer(uploaded.json, pointer))
    const id = ids.find((candidate) => typeof candidate === 'string')
    const observation = (trait: string, value: unknown, number: number) => ({ trait, value, evidence: [number] })
    if (typeof id !== 'string') return { observations: [observation('/files/upload', undefined, uploaded.number)] }
    const context: DocumentContext = { id, now: uploaded.receivedAt, mode: ctx.mode }
    const retrieved = await ctx.ask(fileRequest(files, files.retrieve, id))
    const removed = await ctx.ask(fileRequest(files, files.remove, id))
    const afterRemoval = await ctx.ask({
      ...fileRequest(files, files.retrieve, id),
      repeatLabel: 'after it was removed',
    })
    return {
      assumed: ctx.known.files ? [] : [{ trait: '/files', value: files, evidence: [uploaded.number] }],
      observations: [
        observation('/files/upload', files.upload, uploaded.number),
        ...observeLens('/files/lens', files.lens, ['id', 'createdAt', 'bytes', 'name', 'purpose'], uploaded, context),
        ...observeFixedMembers('/files/fixed', files.fixed, uploaded),
        ...observeIds('/files/id', files.id, [id], [uploaded.number]),
        observation('/files/retrieve', retrieved.status < 400 ? files.retrieve : undefined, retrieved.number),
        observation(
          '/files/remove',
          removed.status < 400 && afterRemoval.status >= 400 ? files.remove : undefined,
          removed.number,
        ),
        ...observeLens('/files/removed/lens', files.removed.lens, ['id'], removed, context),
        ...observeFixedMembers('/files/removed/fixed', files.removed.fixed, removed),
      ],
    }
  },
}

/** Where files are uploaded, and by which names: the first of the usual ones by which an id comes back. */
async function discoverFiles(ctx: ProbeContext): Promise<FileRules | undefined> {
  for (const path of ['/files', '/v1/files', '/v1/uploads'])
    for (const field of ['file', 'upload']) {
      const answer = await ctx.ask({
        method: 'POST',
        path,
        form: [
          ['purpose', 'vision'],
          [field, tinyPng(1)],
        ],
      })
      const idPointer = isRefused(answer)
        ? undefined
        : locate(answer.json, looksLikeId).find((pointer) => /id$/i.test(pointer))
      if (idPointer === undefined) continue
      return {
        upload: `POST ${path}`,
        field,
        purpose: 'purpose',
        retrieve: `GET ${path}/{file_id}`,
        remove: `DELETE ${path}/{file_id}`,
        parameter: 'file_id',
        id: { prefix: '', hex: 8 },
        lens: { id: idPointer },
        removed: { lens: {} },
      }
    }
  return undefined
}
