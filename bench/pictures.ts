import { usualCalls } from './contenders/contender.ts'
import { ours } from './contenders/ours.ts'
import { ask, type Bytes, fetchBytes } from './parts/ask.ts'
import { median } from './parts/median.ts'
import { poll, submitBody } from './parts/requests.ts'
import { during, freePort, type Server, startServer } from './parts/server.ts'
import { toMarkdown } from './report/table.ts'
import { digits } from './works/work.ts'

interface Kind {
  readonly title: string
  /** Ms of a fetch that draws, of one after it, and of the very first, which loads what draws; the wanted most. */
  readonly first: number
  readonly again: number
  readonly coldest: number
  readonly most: number
}

export interface Pictures {
  readonly kinds: readonly Kind[]
}

const tasks = 20

const kinds = [
  {
    title: '1024x1024 PNG',
    fields: { size: '1024x1024' },
    format: 'png',
    width: 1024,
    height: 1024,
    most: 40,
  },
  {
    title: '3840x2160 JPEG',
    fields: { size: '3840x2160', resolution: '4k', output_format: 'jpeg' },
    format: 'jpeg',
    width: 3840,
    height: 2160,
    most: 250,
  },
]

/** Makes a task that is done at once. Gives the path of its picture. */
async function pathOf({ port }: Server, fields: object): Promise<string> {
  const { text } = await ask(port, submitBody(fields))
  const id = usualCalls.id.exec(text)?.[1]
  if (id === undefined) throw new Error(`it answers ${text}`)
  const polled = await ask(port, poll(id))
  const path = /"url":"([^"]+)"/.exec(polled.text)?.[1]
  if (path === undefined) throw new Error(`it answers ${polled.text}`)
  return path
}

async function timed({ port }: Server, path: string): Promise<{ ms: number; bytes: Bytes }> {
  const start = performance.now()
  const bytes = await fetchBytes(port, { method: 'GET', path, headers: {} })
  return { ms: performance.now() - start, bytes }
}

async function measureKind({ title, fields, most, ...wanted }: (typeof kinds)[number]): Promise<Kind> {
  const port = await freePort()
  await using server = await startServer(await ours.command('d', port), port, { name: 'ours' })
  const measure = async () => {
    const [first, again]: number[][] = [[], []]
    // One more than is counted: the very first.
    for (let number = 0; number <= tasks; number++) {
      const path = await pathOf(server, { prompt: `fox ${number}`, ...fields })
      const drawn = await timed(server, path)
      if (number === 0) await judge(drawn.bytes, wanted)
      first?.push(drawn.ms)
      again?.push((await timed(server, path)).ms)
    }
    const [coldest = Number.NaN, ...rest] = first ?? []
    return { title, first: median(rest), again: median(again?.slice(1) ?? []), coldest, most }
  }
  return await during(server, measure())
}

/** Throws when it is not the picture that was asked for. */
async function judge(
  { status, body }: Bytes,
  wanted: { format: string; width: number; height: number },
): Promise<void> {
  if (status !== 200) throw new Error(`the picture is answered ${status}`)
  const { default: sharp } = await import('sharp')
  const { format, width, height } = await sharp(body).metadata()
  if (format !== wanted.format || width !== wanted.width || height !== wanted.height)
    throw new Error(`the picture is a ${width}x${height} ${format}`)
}

export async function measurePictures(tell: (line: string) => void): Promise<Pictures> {
  const measured: Kind[] = []
  for (const kind of kinds) {
    measured.push(await measureKind(kind))
    tell(JSON.stringify(measured.at(-1)))
  }
  return { kinds: measured }
}

const ms = digits(' ms', 1)

export const picturesTable = ({ kinds }: Pictures): string =>
  toMarkdown(
    ['picture', 'first fetch', 'fetch from the cache', 'the very first of a process'],
    kinds.map(({ title, first, again, coldest }) => [title, ms(first), ms(again), ms(coldest)]),
  )
