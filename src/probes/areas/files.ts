import { isDeepStrictEqual } from 'node:util'
import { pointersOf, readFirst, readPointer } from '../../dialect/lens.ts'
import type { Dialect } from '../../dialect/schema.ts'
import { defined } from '../../values/defined.ts'
import { type Answer, type FileUpload, isRefused } from '../ask.ts'
import { locate } from '../documents/locate.ts'
import {
  type DocumentContext,
  looksLikeId,
  observeFixedMembers,
  observeIds,
  observeLens,
} from '../documents/members.ts'
import { firstPerTrait } from '../observations.ts'
import type { Observation, Probe, ProbeContext } from '../probe.ts'
import { tinyPng } from '../requests/draft.ts'
import { parseOperation } from '../requests/free-requests.ts'

export type FileRules = NonNullable<Dialect['files']>

export const toFileRequest = ({ file }: FileRules, operation: string, id: string) => {
  const { method, path } = parseOperation({ at: operation })
  return { method, path: path.replace(`{${file.name}}`, encodeURIComponent(id)) }
}

/** Uploads a file. `id` is undefined if the gateway gave none. `key` replaces the key of the run. */
export async function uploadFile(
  ctx: ProbeContext,
  { upload, purpose, field, lens }: FileRules,
  file: FileUpload,
  key?: string,
): Promise<{ answer: Answer; id: string | undefined }> {
  const answer = await ctx.ask({
    ...parseOperation({ at: upload }),
    form: [
      [purpose, purposeOfUploads],
      [field, file],
    ],
    ...defined({ key }),
  })
  const ids = pointersOf(lens.id).map((pointer) => readPointer(answer.json, pointer))
  return { answer, id: ids.find((candidate) => typeof candidate === 'string') }
}

const purposeOfUploads = 'vision'

export const removeFile = (ctx: ProbeContext, files: FileRules, id: string, key?: string): Promise<Answer> =>
  ctx.ask({ ...toFileRequest(files, files.remove, id), ...defined({ key }) })

/** Uploads, retrieves and removes a file, and observes the responses. Free of charge. */
export const filesProbe: Probe = {
  id: 'files',
  observes: ['/files/lens/*', '/files/fixed/*', '/files/id', '/files/retrieve', '/files/remove', '/files/removed/*/*'],
  cost: 0,
  async observe(ctx) {
    const files = ctx.known.files ?? (ctx.mode === 'discover' ? await discoverFiles(ctx) : undefined)
    if (!files) return { observations: [] }
    const image = tinyPng(1)
    const { answer: uploadAnswer, id } = await uploadFile(ctx, files, image)
    const observation = (trait: string, value: unknown, number: number) => ({ trait, value, evidence: [number] })
    if (typeof id !== 'string') return { observations: [observation('/files/upload', undefined, uploadAnswer.number)] }
    const context: DocumentContext = {
      id,
      now: uploadAnswer.receivedAt,
      units: ['seconds'],
      mode: ctx.mode,
      ...(ctx.mode === 'verify' ? { certain: valuesOf(image) } : {}),
    }
    const retrievalAnswer = await ctx.ask(toFileRequest(files, files.retrieve, id))
    const removalAnswer = await removeFile(ctx, files, id)
    const answerAfterRemoval = await ctx.ask({
      ...toFileRequest(files, files.retrieve, id),
      repeatLabel: 'after removal',
    })
    return {
      assumed: ctx.known.files ? [] : [{ trait: '/files', value: files, evidence: [uploadAnswer.number] }],
      observations: [
        observation('/files/upload', files.upload, uploadAnswer.number),
        ...observeDescriptions(
          files,
          [uploadAnswer, ...(isRefused(retrievalAnswer) ? [] : [retrievalAnswer])],
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
          // A file that is gone tells more than the body of the reply, which may look like a refusal.
          removalAnswer.status < 400 && isRefused(answerAfterRemoval) ? files.remove : undefined,
          removalAnswer.number,
        ),
        ...observeLens('/files/removed/lens', files.removed.lens, ['id'], removalAnswer, context),
        ...observeFixedMembers('/files/removed/fixed', files.removed.fixed, removalAnswer),
      ],
    }
  },
}

/** Tests for the values that the description of an uploaded file must have. */
const valuesOf = ({ bytes, name }: FileUpload): NonNullable<DocumentContext['certain']> => ({
  bytes: (value) => value === bytes.length,
  name: (value) => value === name,
  purpose: (value) => value === purposeOfUploads,
})

/** Observes the members in the descriptions of a file. Each trait cites the first description that is not as documented. */
function observeDescriptions({ lens }: FileRules, answers: readonly Answer[], context: DocumentContext): Observation[] {
  const fields = ['id', 'createdAt', 'bytes', 'name', 'purpose'] as const
  const observations = answers.flatMap((answer) =>
    observeLens('/files/lens', lens, fields, answer, context).map((observation) => {
      const field = observation.trait.split('/').at(-1) as (typeof fields)[number]
      const isAsDocumented = isDeepStrictEqual(observation.value, lens[field])
      const shown = readFirst(answer.json, lens[field])
      const isWrong = !isAsDocumented && shown !== undefined
      return {
        ...observation,
        isAsDocumented,
        ...(isWrong ? { note: `the response says ${JSON.stringify(shown)}` } : {}),
      }
    }),
  )
  const ordered = observations.toSorted((a, b) => Number(a.isAsDocumented) - Number(b.isAsDocumented))
  return firstPerTrait(ordered.map(({ isAsDocumented: _, ...observation }) => observation))
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
        file: { in: 'path', name: 'file_id' },
        id: '{hex:8}',
        lens: { id: idPointer },
        removed: { lens: {} },
      }
    }
  return undefined
}
