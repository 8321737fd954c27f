import { readPointer } from '../../dialect/lens.ts'
import type { Dialect } from '../../dialect/schema.ts'
import { isRefused } from '../ask.ts'
import { locate } from '../documents/locate.ts'
import { type About, fixedSeen, isUnnamedId, lensSeen } from '../documents/members.ts'
import type { Lab, Probe } from '../probe.ts'
import { dot } from '../requests/draft.ts'
import { placeOf } from '../requests/free-requests.ts'
import { idSeen } from './tasks.ts'

type Files = NonNullable<Dialect['files']>

const fileAt = ({ parameter }: Files, at: string, id: string) => {
  const { method, path } = placeOf({ at })
  return { method, path: path.replace(`{${parameter}}`, encodeURIComponent(id)) }
}

/** A file is uploaded, looked at and removed. Nothing is charged for it. */
export const filesKept: Probe = {
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
  async observe(lab) {
    const files = lab.facts.files ?? (lab.pays ? await filesFound(lab) : undefined)
    if (!files) return { seen: [] }
    const picture = dot(1)
    const uploaded = await lab.ask({
      ...placeOf({ at: files.upload }),
      form: [
        [files.purpose, 'vision'],
        [files.field, picture],
      ],
    })
    const ids = [files.lens.id ?? []].flat().map((at) => readPointer(uploaded.json, at))
    const id = ids.find((each) => typeof each === 'string')
    const seen = (trait: string, value: unknown, number: number) => ({ trait, value, evidence: [number] })
    if (typeof id !== 'string') return { seen: [seen('/files/upload', undefined, uploaded.number)] }
    const about: About = { id, now: uploaded.at, explores: lab.pays }
    const retrieved = await lab.ask(fileAt(files, files.retrieve, id))
    const removed = await lab.ask(fileAt(files, files.remove, id))
    const gone = await lab.ask({ ...fileAt(files, files.retrieve, id), again: 'after it was removed' })
    return {
      assumed: lab.facts.files ? [] : [{ trait: '/files', value: files, evidence: [uploaded.number] }],
      seen: [
        seen('/files/upload', files.upload, uploaded.number),
        ...lensSeen('/files/lens', files.lens, ['id', 'createdAt', 'bytes', 'name', 'purpose'], uploaded, about),
        ...fixedSeen('/files/fixed', files.fixed, uploaded),
        ...idSeen('/files/id', files.id, [id], [uploaded.number]),
        seen('/files/retrieve', retrieved.status < 400 ? files.retrieve : undefined, retrieved.number),
        seen('/files/remove', removed.status < 400 && gone.status >= 400 ? files.remove : undefined, removed.number),
        ...lensSeen('/files/removed/lens', files.removed.lens, ['id'], removed, about),
        ...fixedSeen('/files/removed/fixed', files.removed.fixed, removed),
      ],
    }
  },
}

/** Where files are uploaded, and by which names: the first of the usual ones by which an id comes back. */
async function filesFound(lab: Lab): Promise<Files | undefined> {
  for (const path of ['/files', '/v1/files', '/v1/uploads'])
    for (const field of ['file', 'upload']) {
      const answer = await lab.ask({
        method: 'POST',
        path,
        form: [
          ['purpose', 'vision'],
          [field, dot(1)],
        ],
      })
      const at = isRefused(answer) ? undefined : locate(answer.json, isUnnamedId).find((each) => /id$/i.test(each))
      if (at === undefined) continue
      return {
        upload: `POST ${path}`,
        field,
        purpose: 'purpose',
        retrieve: `GET ${path}/{file_id}`,
        remove: `DELETE ${path}/{file_id}`,
        parameter: 'file_id',
        id: { prefix: '', hex: 8 },
        lens: { id: at },
        removed: { lens: {} },
      }
    }
  return undefined
}
