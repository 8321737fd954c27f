import { readFirst } from '../../dialect/lens.ts'
import type { Dialect } from '../../dialect/schema.ts'
import { takesOnlyLinks } from '../../dialect/single-images.ts'
import { type Answer, type Ask, type FileUpload, isRefused } from '../ask.ts'
import { parseOperation } from './free-requests.ts'

type Files = NonNullable<Dialect['files']>

/** Purpose of the files that probes upload. */
export const purposeOfUploads = 'vision'

/** Builds the request that uploads a file. */
export const uploadRequest = ({ upload, purpose, field }: Files, file: FileUpload): Ask => ({
  ...parseOperation({ at: upload }),
  form: [...(purpose === undefined ? [] : [[purpose, purposeOfUploads] as const]), [field, file]],
})

/** Begins the text that stands for the link of a file until the file is uploaded; a data URL of the file follows. */
const mark = 'upload:'

/** Tests whether requests can name an image only by a link, and an upload gives such a link. */
const needsUpload = ({ references: { json }, files }: Dialect): boolean =>
  files?.link !== undefined && takesOnlyLinks({ json })

/** Names an image by its data URL, or by the link that its upload will give if the gateway takes only links. */
export const referenceLink = (dialect: Dialect, dataUrl: string): string =>
  needsUpload(dialect) ? `${mark}${dataUrl}` : dataUrl

/** Uploads the images that a request names, and writes the links into the request. A refused upload leaves the data URL. */
export async function fillUploads(
  ask: Ask,
  files: Files | undefined,
  send: (ask: Ask) => Promise<Answer>,
): Promise<Ask> {
  if (!files?.link || ask.json === undefined || !JSON.stringify(ask.json).includes(`"${mark}`)) return ask
  return { ...ask, json: await fill(ask.json) }

  async function fill(value: unknown): Promise<unknown> {
    if (typeof value === 'string') return value.startsWith(mark) ? linkOf(value.slice(mark.length)) : value
    if (Array.isArray(value)) return Promise.all(value.map(fill))
    if (typeof value !== 'object' || value === null) return value
    const entries = Object.entries(value).map(async ([name, member]) => [name, await fill(member)] as const)
    return Object.fromEntries(await Promise.all(entries))
  }

  async function linkOf(dataUrl: string): Promise<string> {
    const [, type = '', base64 = ''] = /^data:([^;]*);base64,(.*)$/s.exec(dataUrl) ?? []
    const file = { name: `reference.${type.split('/')[1]}`, type, bytes: Buffer.from(base64, 'base64') }
    const answer = await send(uploadRequest(files as Files, file))
    const link = isRefused(answer) ? undefined : readFirst(answer.json, (files as Files).lens.url)
    return typeof link === 'string' ? link : dataUrl
  }
}
