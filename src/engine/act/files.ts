import { writeThrough } from '../../dialect/lens.ts'
import type { Body } from '../model/body.ts'
import { hexOf } from '../model/digest.ts'
import type { Picture } from '../model/image.ts'
import { Problem } from '../model/problem.ts'
import type { Rendered } from '../model/reply.ts'
import { inUnit } from '../model/units.ts'
import type { Call, Files } from '../request/call.ts'
import type { Engine } from './act.ts'

/** A file that was uploaded: written once. Its removal is a record of its own. */
interface StoredFile {
  readonly id: string
  readonly createdAt: number
  readonly purpose: string
  readonly picture: Picture
}

/** Uploads, tells of or removes a file of the caller's. Throws missingField or unknownFile. */
export async function serveFile(
  engine: Engine,
  call: Call,
  { act, files }: { act: 'upload' | 'retrieve' | 'remove'; files: Files },
  body: Body,
): Promise<Rendered> {
  if (act === 'upload') return told(files, await upload(engine, call, files, body))
  const id = call.params[files.parameter] ?? ''
  const file = await readFile(engine, call, id)
  if (act === 'retrieve') return told(files, file)
  await engine.store.putIfAbsent(`${keyOf(call, id)}:removed`, '')
  const { lens, fixed } = files.removed
  return { status: 200, headers: {}, json: writeThrough(lens, { id }, fixed) }
}

const told = ({ lens, fixed }: Files, { id, createdAt, purpose, picture: { name, bytes } }: StoredFile): Rendered => ({
  status: 200,
  headers: {},
  json: writeThrough(lens, { id, createdAt: inUnit('seconds', createdAt), bytes, name, purpose }, fixed),
})

async function upload(engine: Engine, call: Call, files: Files, { entries }: Body): Promise<StoredFile> {
  const { provider, world } = call
  const sent = entries.find(({ name }) => name === files.field)
  if (!sent || !('file' in sent)) throw new Problem('missingField', `${files.field} must be a file.`, files.field)
  const purpose = entries.find(({ name }) => name === files.purpose)
  const { prefix, hex } = files.id
  for (let number = 0; ; number++) {
    const id = `${prefix}${hexOf(hex, engine.seed, provider.id, world.id, sent.file.name, sent.file.sha256, number)}`
    const file: StoredFile = {
      id,
      createdAt: world.clock.now(),
      purpose: purpose && 'text' in purpose ? purpose.text : '',
      picture: sent.file,
    }
    if (await engine.store.putIfAbsent(keyOf(call, id), JSON.stringify(file))) return file
  }
}

export const filePrefix = 'file:'
const keyOf = ({ provider, world }: Call, id: string) => `${filePrefix}${world.id}:${provider.id}:${id}`

async function readFile({ store }: Engine, call: Call, id: string): Promise<StoredFile> {
  const key = keyOf(call, id)
  const [record, removed] = await Promise.all([store.get(key), store.get(`${key}:removed`)])
  if (record === undefined || removed !== undefined)
    throw new Problem('unknownFile', `No such File object: ${id}`, 'id')
  return JSON.parse(record) as StoredFile
}

/** The picture that a request names by the id of a file. Throws unknownFile. */
export const pictureOfFile = async (engine: Engine, call: Call, id: string): Promise<Picture> => ({
  ...(await readFile(engine, call, id)).picture,
  source: 'file_id',
})
