import { type FetchPictureOptions, fetchPicture } from '../images/fetch-image.ts'
import { inspect, largest } from '../images/inspect.ts'
import type { Resolve } from '../read/references.ts'
import type { Call } from '../request/call.ts'
import type { Engine } from './act.ts'
import { pictureOfFile } from './files.ts'

/** Finds what a request names: a file by its id, a link where fetching is on. Any other stays a placeholder. */
export const resolver =
  (engine: Engine, call: Call, fetching: FetchPictureOptions | undefined): Resolve =>
  async (placeholder, param) => {
    const { source, name } = placeholder
    const { files, references } = call.provider.dialect
    if (source === 'file_id') return files ? pictureOfFile(engine, call, name) : placeholder
    if (!fetching) return placeholder
    const { maxBytes = largest } = references
    return {
      source,
      name,
      ...(await inspect(await fetchPicture(name, fetching, maxBytes, param, call.request.signal))),
    }
  }
