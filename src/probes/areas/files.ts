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

const toFileRequest = ({ parameter }: FileRules, operation: string, id: string) => {
  const { method, path } = parseOperation({ at: operation })
  return { method, path: path.replace(`{${parameter}}`, encodeURIComponent(id)) }
}

/** Uploads, retrieves and removes a file, and observes the responses. Free of charge. */
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
    const uploadAnswer = await ctx.ask({
      ...parseOperation({ at: files.upload }),
      form: [
        [files.purpose, 'vision'],
        [files.field, image],
      ],
    })
    const ids = pointersOf(files.lens.id).map((pointer) => readPointer(uploadAnswer.json, pointer))
    const id = ids.find((candidate) => typeof candidate === 'string')
    const observation = (trait: string, value: unknown, number: number) => ({ trait, value, evidence: [number] })
    if (typeof id !== 'string') return { observations: [observation('/files/upload', undefined, uploadAnswer.number)] }
    const context: DocumentContext = { id, now: uploadAnswer.receivedAt, units: ['seconds'], mode: ctx.mode }
    const retrievalAnswer = await ctx.ask(toFileRequest(files, files.retrieve, id))
    const removalAnswer = await ctx.ask(toFileRequest(files, files.remove, id))
    const answerAfterRemoval = await ctx.ask({
      ...toFileRequest(files, files.retrieve, id),
      repeatLabel: 'after removal',
    })
    return {
      assumed: ctx.known.files ? [] : [{ trait: '/files', value: files, evidence: [uploadAnswer.number] }],
      observations: [
        observation('/files/upload', files.upload, uploadAnswer.number),
        ...observeLens(
          '/files/lens',
          files.lens,
          ['id', 'createdAt', 'bytes', 'name', 'purpose'],
          uploadAnswer,
          context,
        ),
        ...observeFixedMembers('/files/fixed', files.fixed, uploadAnswer),
        ...observeIds('/files/id', files.id, [id], [uploadAnswer.number]),
        observation(
          '/files/retrieve',
          !isRefused(retrievalAnswer) ? files.retrieve : undefined,
          retrievalAnswer.number,
        ),
        observation(
          '/files/remove',
          !isRefused(removalAnswer) && isRefused(answerAfterRemoval) ? files.remove : undefined,
          removalAnswer.number,
        ),
        ...observeLens('/files/removed/lens', files.removed.lens, ['id'], removalAnswer, context),
        ...observeFixedMembers('/files/removed/fixed', files.removed.fixed, removalAnswer),
      ],
    }
  },
}

/** Finds the upload endpoint and the name of its file field: tries usual paths and names until a response has an id. */
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
