import { type IdSource, writeId } from '../../dialect/id-template.ts'
import { createKeyRemover } from '../../redaction/key-remover.ts'
import { update } from '../../stores/store.ts'
import { msPerSecond } from '../../time/units.ts'
import type { MockContext } from '../mock-context.ts'
import type { RequestBody } from '../model/body.ts'
import { digestOfParts } from '../model/digest.ts'
import type { StoredFile } from '../model/file.ts'
import type { InputImage } from '../model/image.ts'
import { Problem } from '../model/problem.ts'
import { refuseFindings } from '../read/refuse-findings.ts'
import type { Call, FilesDialect } from '../request/call.ts'
import { applyScenario } from '../request/scenario-effects.ts'
import type { Action } from './action.ts'

/** Uploads, describes or removes a file of the caller. Throws missingField or unknownFile. */
export const serveFile: Action<'file'> = async (mock, call, { action, files }, body, log) => {
  refuseFindings(call.provider.dialect, log.findings)
  await applyScenario(mock, call, log, 'other', {})
  if (action === 'upload') return { kind: 'file', file: await uploadFile(mock, call, files, body) }
  const id = call.params[files.file?.name ?? ''] ?? ''
  const file = await findFile(mock, call, id)
  if (action === 'retrieve') return { kind: 'file', file }
  // The empty record keeps the id from being used again.
  await update(mock.state.store, fileKey(call, id), () => removedFile)
  return { kind: 'removedFile', id }
}

async function uploadFile(
  { config, state }: MockContext,
  call: Call,
  files: FilesDialect,
  { parts }: RequestBody,
): Promise<StoredFile> {
  const { provider, world } = call
  const filePart = parts.find(({ name }) => name === files.field)
  if (!filePart || !('file' in filePart))
    throw new Problem('missingField', `${files.field} must be a file.`, files.field)
  checkUpload(files, filePart.file)
  const purpose = parts.find(({ name }) => name === files.purpose)
  for (let number = 0; ; number++) {
    const { name, sha256 } = filePart.file
    const time = world.clock.now()
    const source: IdSource = {
      digits: (length) => digestOfParts(length, config.seed, provider.id, world.id, name, sha256, number),
      time,
    }
    const id = writeId(files.id ?? '{hex:32}', source)
    const path = files.link && writeId(files.link.path, source)
    const file: StoredFile = createKeyRemover(call.key)({
      id,
      createdAt: time,
      ...(path === undefined ? {} : { path }),
      purpose: purpose && 'text' in purpose ? purpose.text : '',
      image: filePart.file,
    })
    if (!(await state.store.putIfAbsent(fileKey(call, id), JSON.stringify(file), world.id))) continue
    if (path !== undefined) await state.store.putIfAbsent(fileKey(call, path), JSON.stringify(id), world.id)
    return file
  }
}

/** Throws uploadTooLarge or uploadType. */
function checkUpload({ formats, maxBytes }: FilesDialect, { name, bytes, format }: InputImage): void {
  if (maxBytes !== undefined && bytes > maxBytes)
    throw new Problem('uploadTooLarge', `${name} has ${bytes} bytes; the limit is ${maxBytes}.`)
  if (formats && !formats.some((accepted) => accepted === format))
    throw new Problem('uploadType', `${name} is ${format ?? 'no image'}; it must be one of ${formats.join(', ')}.`)
}

export const filePrefix = 'file:'
/** Record of a file that was removed. */
export const removedFile = ''
const fileKey = ({ provider, world }: Call, id: string) => `${filePrefix}${world.id}:${provider.id}:${id}`

async function findFile({ state: { store } }: MockContext, call: Call, id: string): Promise<StoredFile> {
  const record = await store.get(fileKey(call, id))
  if (record === undefined || record === removedFile)
    throw new Problem('unknownFile', `No such File object: ${id}`, 'id')
  return JSON.parse(record) as StoredFile
}

/** Returns the image that a request names by the id of a file. Throws unknownFile. */
export const imageOfFile = async (mock: MockContext, call: Call, id: string): Promise<InputImage> => ({
  ...(await findFile(mock, call, id)).image,
  source: 'file_id',
})

/**
 * Returns the image that a request names by the link that its upload got; undefined for any other link. Throws unknownFile if the
 * link has ended or the file was removed.
 */
export async function imageOfLink(mock: MockContext, call: Call, link: string): Promise<InputImage | undefined> {
  const { provider, url, world } = call
  const prefix = linkPrefix(call)
  const { ttlSeconds } = provider.dialect.files?.link ?? {}
  if (!link.startsWith(prefix)) return undefined
  const record = await mock.state.store.get(fileKey(call, link.slice(prefix.length)))
  if (record === undefined) return undefined
  const { createdAt, image } = await findFile(mock, call, JSON.parse(record) as string)
  if (ttlSeconds !== undefined && world.clock.now() >= createdAt + ttlSeconds * msPerSecond)
    throw new Problem('unknownFile', `The link of ${url.host} has expired.`)
  return { ...image, source: 'http', name: link }
}

/** Returns the beginning of the links to uploads. */
export const linkPrefix = ({ provider, url }: Call): string => `${url.origin}${provider.mount}`
