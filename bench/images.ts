import { usualCalls } from './contenders/contender.ts'
import { ours } from './contenders/ours.ts'
import { median } from './parts/median.ts'
import { poll, submitBody } from './parts/requests.ts'
import { type BytesResponse, fetchBytes, send } from './parts/send.ts'
import { freePort, guard, type Server, startServer } from './parts/server.ts'

/** Durations for one kind of image. */
interface Kind {
  readonly title: string
  /** Ms of a fetch that draws the image. */
  readonly first: number
  /** Ms of a later fetch of the same image. */
  readonly again: number
  /** Ms of the first fetch in the process, which loads the drawing library. */
  readonly coldest: number
  /** Ms that `first` must stay under. */
  readonly limit: number
}

/** Durations of image downloads. */
export interface Images {
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
    limit: 3,
  },
  {
    title: '3840x2160 JPEG',
    fields: { size: '3840x2160', resolution: '4k', output_format: 'jpeg' },
    format: 'jpeg',
    width: 3840,
    height: 2160,
    limit: 60,
  },
]

/** Creates a task that ends at once. Returns the path of its image. */
async function createImage({ port }: Server, fields: object): Promise<string> {
  const { text } = await send(port, submitBody(fields))
  const id = usualCalls.id.exec(text)?.[1]
  if (id === undefined) throw new Error(`the response has no task id: ${text}`)
  const polled = await send(port, poll(id))
  const path = /"url":"([^"]+)"/.exec(polled.text)?.[1]
  if (path === undefined) throw new Error(`the task has no image link: ${polled.text}`)
  return path
}

async function measureFetch({ port }: Server, path: string): Promise<{ ms: number; bytes: BytesResponse }> {
  const start = performance.now()
  const bytes = await fetchBytes(port, { method: 'GET', path, headers: {} })
  return { ms: performance.now() - start, bytes }
}

async function measureKind({ title, fields, limit, ...expected }: (typeof kinds)[number]): Promise<Kind> {
  const port = await freePort()
  await using server = await startServer(await ours.command('d', port), port, { name: 'ours' })
  const measure = async () => {
    const [first, again]: number[][] = [[], []]
    // The task with number 0 measures the first fetch in the process, and is not counted.
    for (let number = 0; number <= tasks; number++) {
      const path = await createImage(server, { prompt: `fox ${number}`, ...fields })
      const drawn = await measureFetch(server, path)
      if (number === 0) await checkImage(drawn.bytes, expected)
      first?.push(drawn.ms)
      again?.push((await measureFetch(server, path)).ms)
    }
    const [coldest = Number.NaN, ...rest] = first ?? []
    return { title, first: median(rest), again: median(again?.slice(1) ?? []), coldest, limit }
  }
  return await guard(server, measure())
}

/** Checks format and size of an image. Throws if they are not those of the request. */
async function checkImage(
  { status, body }: BytesResponse,
  expected: { format: string; width: number; height: number },
): Promise<void> {
  if (status !== 200) throw new Error(`the image link returned ${status}, expected 200`)
  const { default: sharp } = await import('sharp')
  const { format, width, height } = await sharp(body).metadata()
  if (format !== expected.format || width !== expected.width || height !== expected.height)
    throw new Error(
      `the image is a ${width}x${height} ${format}, expected a ${expected.width}x${expected.height} ${expected.format}`,
    )
}

/** Measures how long our mock takes to serve images. */
export async function measureImages(log: (line: string) => void): Promise<Images> {
  const measured: Kind[] = []
  for (const kind of kinds) {
    measured.push(await measureKind(kind))
    log(JSON.stringify(measured.at(-1)))
  }
  return { kinds: measured }
}
