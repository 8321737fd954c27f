import { writeThrough } from '../../dialect/lens.ts'
import type { RequestBody } from '../model/body.ts'
import { digestOfParts } from '../model/digest.ts'
import type { InputImage } from '../model/image.ts'
import { Problem } from '../model/problem.ts'
import type { Reply } from '../model/reply.ts'
import { toUnit } from '../model/units.ts'
import type { Call, FilesDialect } from '../request/call.ts'
import type { Engine } from './task-store.ts'

/** A file that was uploaded: written once. Its removal is a record of its own. */
interface StoredFile {
  readonly id: string
  readonly createdAt: number
  readonly purpose: string
  readonly picture: InputImage
}

/** Uploads, tells of or removes a file of the caller's. Throws missingField or unknownFile. */
export async function serveFile(
  engine: Engine,
  call: Call,
  { act, files }: { act: 'upload' | 'retrieve' | 'remove'; files: FilesDialect },
  body: RequestBody,
): Promise<Reply> {
  if (act === 'upload') return renderFile(files, await uploadFile(engine, call, files, body))
  const id = call.params[files.parameter] ?? ''
  const file = await findFile(engine, call, id)
  if (act === 'retrieve') return renderFile(files, file)
  await engine.store.putIfAbsent(`${fileKey(call, id)}:removed`, '')
  const { lens, fixed } = files.removed
  return { status: 200, headers: {}, json: writeThrough(lens, { id }, fixed) }
}

const renderFile = (
  { lens, fixed }: FilesDialect,
  { id, createdAt, purpose, picture: { name, bytes } }: StoredFile,
): Reply => ({
  status: 200,
  headers: {},
  json: writeThrough(lens, { id, createdAt: toUnit('seconds', createdAt), bytes, name, purpose }, fixed),
})

async function uploadFile(
  engine: Engine,
  call: Call,
  files: FilesDialect,
  { parts }: RequestBody,
): Promise<StoredFile> {
  const { provider, world } = call
  const filePart = parts.find(({ name }) => name === files.field)
  if (!filePart || !('file' in filePart))
    throw new Problem('missingField', `${files.field} must be a file.`, files.field)
  const purpose = parts.find(({ name }) => name === files.purpose)
  const { prefix, hex } = files.id
  for (let number = 0; ; number++) {
    const id = `${prefix}${digestOfParts(hex, engine.seed, provider.id, world.id, filePart.file.name, filePart.file.sha256, number)}`
    const file: StoredFile = {
      id,
      createdAt: world.clock.now(),
      purpose: purpose && 'text' in purpose ? purpose.text : '',
      picture: filePart.file,
    }
    if (await engine.store.putIfAbsent(fileKey(call, id), JSON.stringify(file))) return file
  }
}

export const filePrefix = 'file:'
const fileKey = ({ provider, world }: Call, id: string) => `${filePrefix}${world.id}:${provider.id}:${id}`

async function findFile({ store }: Engine, call: Call, id: string): Promise<StoredFile> {
  const key = fileKey(call, id)
  const [record, removed] = await Promise.all([store.get(key), store.get(`${key}:removed`)])
  if (record === undefined || removed !== undefined)
    throw new Problem('unknownFile', `No such File object: ${id}`, 'id')
  return JSON.parse(record) as StoredFile
}

/** The picture that a request names by the id of a file. Throws unknownFile. */
export const imageOfFile = async (engine: Engine, call: Call, id: string): Promise<InputImage> => ({
  ...(await findFile(engine, call, id)).picture,
  source: 'file_id',
})
