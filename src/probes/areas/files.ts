import { isDeepStrictEqual } from 'node:util'
import { fitsTemplate } from '../../dialect/id-template.ts'
import { pointersOf, readFirst, readPointer } from '../../dialect/lens.ts'
import type { Dialect } from '../../dialect/schema.ts'
import { defined } from '../../values/defined.ts'
import { type Answer, type Ask, type FileUpload, isRefused } from '../ask.ts'
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
import { observeCause } from '../refusals/causes.ts'
import { notAnImage, tinyPng } from '../requests/draft.ts'
import { parseOperation } from '../requests/free-requests.ts'
import { samples } from '../requests/samples.ts'
import { purposeOfUploads, uploadRequest } from '../requests/uploads.ts'

export type FileRules = NonNullable<Dialect['files']>

/** Builds a request about a file; undefined if the gateway has no such operation. */
export function toFileRequest({ file }: FileRules, operation: string | undefined, id: string): Ask | undefined {
  if (operation === undefined || !file) return undefined
  const { method, path } = parseOperation({ at: operation })
  return { method, path: path.replace(`{${file.name}}`, encodeURIComponent(id)) }
}

/** Uploads a file. `id` is undefined if the gateway gave none. `key` replaces the key of the run. */
export async function uploadFile(
  ctx: ProbeContext,
  files: FileRules,
  file: FileUpload,
  key?: string,
): Promise<{ answer: Answer; id: string | undefined }> {
  const answer = await ctx.ask({ ...uploadRequest(files, file), ...defined({ key }) })
  const ids = pointersOf(files.lens.id).map((pointer) => readPointer(answer.json, pointer))
  return { answer, id: ids.find((candidate) => typeof candidate === 'string') }
}

export async function removeFile(
  ctx: ProbeContext,
  files: FileRules,
  id: string,
  key?: string,
): Promise<Answer | undefined> {
  const request = toFileRequest(files, files.remove, id)
  return request && ctx.ask({ ...request, ...defined({ key }) })
}

/** Uploads, retrieves and removes a file, and observes the responses. Free of charge. */
export const filesProbe: Probe = {
  id: 'files',
  observes: [
    '/files/lens/*',
    '/files/fixed/*',
    '/files/id',
    '/files/link/path',
    '/files/retrieve',
    '/files/remove',
    '/files/removed/*/*',
  ],
  cost: 0,
  async observe(ctx) {
    const files = ctx.known.files ?? (ctx.mode === 'discover' ? await discoverFiles(ctx) : undefined)
    if (!files) return { observations: [] }
    const image = tinyPng(1)
    const { answer: uploadAnswer, id } = await uploadFile(ctx, files, image)
    const evidence = [uploadAnswer.number]
    const link = readFirst(uploadAnswer.json, files.lens.url)
    if (id === undefined && typeof link !== 'string')
      return { observations: [{ trait: '/files/upload', value: undefined, evidence }] }
    const context: DocumentContext = {
      ...defined({ id }),
      now: uploadAnswer.receivedAt,
      units: ['seconds'],
      mode: ctx.mode,
      ...(ctx.mode === 'verify' ? { certain: valuesOf(image) } : {}),
    }
    const retrieval = id === undefined ? undefined : toFileRequest(files, files.retrieve, id)
    const retrievalAnswer = retrieval && (await ctx.ask(retrieval))
    const described = retrievalAnswer && !isRefused(retrievalAnswer) ? [retrievalAnswer] : []
    return {
      assumed: ctx.known.files ? [] : [{ trait: '/files', value: files, evidence }],
      observations: [
        { trait: '/files/upload', value: files.upload, evidence },
        ...observeDescriptions(files, [uploadAnswer, ...described], context),
        ...observeFixedMembers('/files/fixed', files.fixed, uploadAnswer),
        ...(id === undefined || files.id === undefined
          ? []
          : observeIds('/files/id', files.id, [id], evidence, context.now)),
        ...(typeof link === 'string' ? observeLinkPath(files, link, evidence, context.now) : []),
        ...(retrievalAnswer
          ? [
              {
                trait: '/files/retrieve',
                value: described.length > 0 ? files.retrieve : undefined,
                evidence: [retrievalAnswer.number],
              },
            ]
          : []),
        ...(id === undefined ? [] : await observeRemoval(ctx, files, id, context)),
      ],
    }
  },
}

/** Removes a file, and observes the response and whether the file is gone. */
async function observeRemoval(
  ctx: ProbeContext,
  files: FileRules,
  id: string,
  context: DocumentContext,
): Promise<Observation[]> {
  const answer = await removeFile(ctx, files, id)
  const retrieval = toFileRequest(files, files.retrieve, id)
  if (!answer || !retrieval) return []
  const answerAfter = await ctx.ask({ ...retrieval, repeatLabel: 'after removal' })
  // A file that is gone tells more than the body of the reply, which may look like a refusal.
  const isRemoved = answer.status < 400 && isRefused(answerAfter)
  const { removed } = files
  return [
    { trait: '/files/remove', value: isRemoved ? files.remove : undefined, evidence: [answer.number] },
    ...(removed ? observeLens('/files/removed/lens', removed.lens, ['id'], answer, context) : []),
    ...(removed ? observeFixedMembers('/files/removed/fixed', removed.fixed, answer) : []),
  ]
}

/** Observes the form of the path of a link. A gateway behind a prefix has the prefix in its links too. */
function observeLinkPath({ link }: FileRules, text: string, evidence: readonly number[], now: number): Observation[] {
  const { pathname } = new URL(text, 'http://gateway')
  const path = [pathname, pathname.replace(/^\/[^/]+/, '')].find(
    (candidate) => link !== undefined && fitsTemplate(link.path, candidate),
  )
  return observeIds('/files/link/path', link?.path ?? '', [path ?? pathname], evidence, now)
}

/** Largest upload that is sent to test a limit, in bytes. */
const largestUpload = 32 * 2 ** 20

/** Observes the formats and the size that an upload may have, and the refusals of others. */
export const uploadLimitsProbe: Probe = {
  id: 'files.limits',
  observes: ['/files/formats', '/files/maxBytes', '/errors/causes/uploadType/*', '/errors/causes/uploadTooLarge/*'],
  cost: 0,
  async observe(ctx) {
    const { files, errors } = ctx.known
    if (!files || ctx.mode === 'discover') return { observations: [] }
    const { formats, maxBytes } = files
    const observations: Observation[] = []
    if (formats) {
      const answers: [string, Answer][] = []
      for (const [format, bytes] of Object.entries({ ...samples, text: notAnImage.bytes }))
        answers.push([
          format,
          (await uploadFile(ctx, files, { name: `dot.${format}`, type: `image/${format}`, bytes })).answer,
        ])
      const refused = answers.filter(([, answer]) => isRefused(answer))
      const accepted = answers.filter(([, answer]) => !isRefused(answer)).map(([format]) => format)
      const isAsDocumented = isDeepStrictEqual(accepted.toSorted(), formats.toSorted())
      const evidence = answers.map(([, { number }]) => number)
      observations.push({ trait: '/files/formats', value: isAsDocumented ? formats : accepted, evidence })
      const refusal = refused.find(([format]) => format === 'text') ?? refused[0]
      if (refusal && errors.causes.uploadType) observations.push(...observeCause(ctx.known, 'uploadType', refusal[1]))
    }
    if (maxBytes !== undefined && maxBytes < largestUpload) {
      const { answer } = await uploadFile(ctx, files, tinyPng(maxBytes + 1 - tinyPng().bytes.length))
      const value = isRefused(answer) ? maxBytes : undefined
      observations.push({ trait: '/files/maxBytes', value, evidence: [answer.number] })
      if (isRefused(answer) && errors.causes.uploadTooLarge)
        observations.push(...observeCause(ctx.known, 'uploadTooLarge', answer))
    }
    return { observations }
  },
}

/** Tests for the values that the description of an uploaded file must have. */
const valuesOf = ({ bytes, name, type }: FileUpload): NonNullable<DocumentContext['certain']> => ({
  bytes: (value) => value === bytes.length,
  name: (value) => value === name,
  purpose: (value) => value === purposeOfUploads,
  mediaType: (value) => value === type,
  url: isLink,
})

/** Observes the members in the descriptions of a file. Each trait cites the first description that is not as documented. */
function observeDescriptions({ lens }: FileRules, answers: readonly Answer[], context: DocumentContext): Observation[] {
  // Discovery has found the place of the link already, whatever its name is.
  const link = context.mode === 'discover' ? [] : (['url'] as const)
  const fields = ['id', 'createdAt', 'bytes', 'name', 'purpose', 'mediaType', ...link] as const
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

const isLink = (value: unknown): boolean => typeof value === 'string' && /^https?:\/\//.test(value)

/** Finds the upload endpoint and the name of its file field: tries usual paths and names until a response has an id. */
async function discoverFiles(ctx: ProbeContext): Promise<FileRules | undefined> {
  for (const path of ['/files', '/v1/files', '/v1/uploads', '/uploads/images'])
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
      const linkPointer = isRefused(answer) ? undefined : locate(answer.json, isLink)[0]
      if (linkPointer !== undefined)
        return {
          ...{ upload: `POST ${path}`, field, purpose: 'purpose', link: { path: '{hex:8}' } },
          ...(idPointer === undefined ? {} : { id: '{hex:8}' }),
          lens: { url: linkPointer, ...(idPointer === undefined ? {} : { id: idPointer }) },
        }
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
