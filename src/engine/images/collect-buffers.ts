import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/** Bytes of uploads after which their buffers are let go. */
const collectAfterBytes = 8 * 2 ** 20

let uploadedBytes = 0
let collect: ((options: { type: 'minor' }) => void) | undefined

/**
 * Counts what uploads bring, and lets go of the buffers in which it came. V8 sees how little of its own memory they take,
 * not how much they hold beside it: it waits until that is 64 MB, and then looks through the whole heap, which takes longer
 * than the uploads did. The young part of it, where such buffers are, takes a millisecond.
 */
export function collectBuffers(bytes: number): void {
  uploadedBytes += bytes
  if (uploadedBytes < collectAfterBytes) return
  uploadedBytes = 0
  collect ??= createCollector()
  collect({ type: 'minor' })
}

/** Node gives its collector to contexts that are made once the flag is set. */
function createCollector(): NonNullable<typeof collect> {
  setFlagsFromString('--expose-gc')
  return runInNewContext('gc')
}
