import { readPointer } from '../dialect/lens.ts'
import type { Dialect } from '../dialect/schema.ts'
import { dot } from './draft.ts'
import { placeOf } from './harmless.ts'
import { type About, fixedSeen, lensSeen } from './members.ts'
import type { Probe } from './probe.ts'
import { idSeen } from './tasks.ts'

type Files = NonNullable<Dialect['files']>

const fileAt = ({ parameter }: Files, at: string, id: string) => {
  const { method, path } = placeOf({ at })
  return { method, path: path.replace(`{${parameter}}`, encodeURIComponent(id)) }
}

/** A file is uploaded, looked at and removed. Nothing is charged for it. */
export const filesKept: Probe = {
  id: 'files',
  rows: ['REQ-03'],
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
    const { files } = lab.facts
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
    const about: About = { id, now: uploaded.at }
    const retrieved = await lab.ask(fileAt(files, files.retrieve, id))
    const removed = await lab.ask(fileAt(files, files.remove, id))
    const gone = await lab.ask({ ...fileAt(files, files.retrieve, id), again: 'after it was removed' })
    return {
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
