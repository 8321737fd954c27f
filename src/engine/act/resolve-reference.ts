import { largestReferenceLimits } from '../../dialect/models.ts'
import { fetchImage } from '../images/fetch-image.ts'
import { inspect, maxInspectedBytes } from '../images/inspect.ts'
import type { MockContext } from '../mock-context.ts'
import type { ResolveReference } from '../read/references.ts'
import type { Call } from '../request/call.ts'
import { imageOfFile, imageOfLink } from './files.ts'

/** Loads a reference image: an uploaded file by its id or its link, or a URL if fetching is on. Keeps the placeholder otherwise. */
export const createReferenceResolver =
  (mock: MockContext, call: Call): ResolveReference =>
  async (placeholder, param) => {
    const { source, name } = placeholder
    const { files, references } = call.provider.dialect
    const { fetchReferences } = mock.config
    if (source === 'file_id') return files ? imageOfFile(mock, call, name) : placeholder
    const upload = files?.link && (await imageOfLink(mock, call, name))
    if (upload) return upload
    if (!fetchReferences) return placeholder
    const { maxBytes = maxInspectedBytes } = largestReferenceLimits(references)
    const bytes = await fetchImage(name, fetchReferences, maxBytes, param, call.request.signal)
    return { source, name, ...(await inspect(bytes)) }
  }
