import { readImages, readLens } from './document.ts'
import type { Reply, Task } from './gateway.ts'
import type { ClientDialect, Result } from './types.ts'

/** Gets the images of an ended task from their own endpoint. Throws an error value if the task has failed. */
export async function readResult(
  { reply, item }: ClientDialect,
  id: string,
  polled: Result<Task>,
  ask: () => Promise<Result<Reply>>,
): Promise<Task> {
  if (polled.data && polled.data.state !== 'succeeded') return polled.data
  const result = await ask()
  // The result tells more of a failure than the poll, but an error of the server may pass.
  if (result.error && (polled.data || result.error.status < 500)) throw result.error
  if (polled.error) throw polled.error
  const { items } = readLens(reply, result.data?.[0])
  return { ...polled.data, images: readImages(items, item, id) }
}
