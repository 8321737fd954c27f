import type { Context, Hono } from 'hono'
import { findTask, stateOf } from '../act/task-store.ts'
import { mediaTypeOf } from '../images/draw.ts'
import type { PartialImage } from '../images/partial-image.ts'
import { shrink, toPng } from '../images/shrink.ts'
import type { InputImage } from '../model/image.ts'
import type { Task } from '../model/task.ts'
import { drawImage } from '../render/draw-image.ts'
import { readWhole } from './lists.ts'
import { scopeOf } from './scope.ts'
import { type AdminTarget, BadAdminRequest } from './target.ts'

/** Widest small image, in pixels. */
const maxWidth = 4096

/** Adds the routes that show the images of a task: those of the result, also where a gateway sends base64, and those of the request. */
export function addImageRoutes(admin: Hono, target: AdminTarget): void {
  const { mock } = target
  const taskOf = async (c: Context): Promise<Task> => {
    const { provider = '', id = '' } = c.req.param()
    const task = await findTask(mock, provider, id)
    const scope = scopeOf(target, c)
    if (!task || (scope && !scope.includes(task.world)))
      throw new BadAdminRequest(`There is no task ${id} of ${provider}: GET /_proofsheet/tasks lists the tasks.`, 404)
    return task
  }
  admin.get('/tasks/:provider/:id/images/:index', async (c) => {
    const task = await taskOf(c)
    const index = readIndex(c, task.images, 'image')
    const partial = readPartial(c, task)
    const state = stateOf(mock, task)
    if (!partial && state !== 'succeeded')
      throw new BadAdminRequest(`The task ${task.id} has no image: it is ${state}.`, 404)
    const width = readWidth(c)
    const make = async () => (await drawImage(mock, task, index, partial)).bytes
    if (width === undefined || width >= task.job.width) return sendImage(await make(), mediaTypeOf(task.job.format))
    const name = [mock.config.images, task.id, index, ...(partial ? [partial.index, partial.total] : [])].join('/')
    return sendImage(await shrink(name, width, make), 'image/webp')
  })
  admin.get('/tasks/:provider/:id/references/:index', async (c) => {
    const { references } = (await taskOf(c)).job
    return sendInput(references[readIndex(c, references.length, 'reference image')], readWidth(c))
  })
  admin.get('/tasks/:provider/:id/mask', async (c) => sendInput((await taskOf(c)).job.mask, readWidth(c)))
}

/** Equal ids mean equal images, so a page need not ask again. */
const sendImage = (bytes: Buffer, mediaType: string): Response =>
  new Response(new Uint8Array(bytes), {
    headers: { 'content-type': mediaType, 'cache-control': 'private, max-age=3600' },
  })

async function sendInput(image: InputImage | undefined, width: number | undefined): Promise<Response> {
  if (image?.thumbnail === undefined)
    throw new BadAdminRequest(
      image
        ? `The mock did not fetch ${image.name}, or could not decode it, so there is nothing to show.`
        : 'The task has no mask.',
      404,
    )
  return sendImage(await toPng(Buffer.from(image.thumbnail, 'base64'), width), 'image/png')
}

/** Reads the index of an image from the path. Throws if the task has fewer images. */
function readIndex(c: Context, count: number, what: string): number {
  const text = c.req.param('index') ?? ''
  if (/^\d{1,4}$/.test(text) && Number(text) < count) return Number(text)
  throw new BadAdminRequest(`There is no ${what} ${text}: the task has ${count}, and they count from 0.`, 404)
}

function readPartial(c: Context, { partials: total }: Task): PartialImage | undefined {
  const index = readWhole(c, 'partial', { min: 0, max: 1000, example: 0 })
  if (index === undefined) return undefined
  if (index < total) return { index, total }
  throw new BadAdminRequest(`There is no partial image ${index}: the task has ${total}, and they count from 0.`, 404)
}

const readWidth = (c: Context): number | undefined => readWhole(c, 'width', { min: 1, max: maxWidth, example: 320 })
