import { readLens } from './document.ts'
import { appendTo } from './form.ts'
import type { Gateway } from './gateway.ts'
import type { CallOptions } from './types.ts'

/** Uploads a file. Resolves to its link. */
export async function uploadFile({ dialect, send }: Gateway, image: Blob, { signal }: CallOptions): Promise<string> {
  const { path = '', field = '', lens = {} } = dialect.upload ?? {}
  const body = new FormData()
  appendTo(body, field, image)
  const [document] = await send('post', path, { body, signal })
  const { url } = readLens(lens, document)
  return `${url}`
}
