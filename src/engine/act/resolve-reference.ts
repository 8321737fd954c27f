import { type FetchImageOptions, fetchImage } from '../images/fetch-image.ts'
import { inspect, maxInspectedBytes } from '../images/inspect.ts'
import type { ResolveReference } from '../read/references.ts'
import type { Call } from '../request/call.ts'
import { imageOfFile } from './files.ts'
import type { Engine } from './task-store.ts'

/** Finds what a request names: a file by its id, a link where fetching is on. Any other stays a placeholder. */
export const createReferenceResolver =
  (engine: Engine, call: Call, fetchOptions: FetchImageOptions | undefined): ResolveReference =>
  async (placeholder, param) => {
    const { source, name } = placeholder
    const { files, references } = call.provider.dialect
    if (source === 'file_id') return files ? imageOfFile(engine, call, name) : placeholder
    if (!fetchOptions) return placeholder
    const { maxBytes = maxInspectedBytes } = references
    return {
      source,
      name,
      ...(await inspect(await fetchImage(name, fetchOptions, maxBytes, param, call.request.signal))),
    }
  }
