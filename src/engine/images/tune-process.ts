import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

let isTuned = false

/**
 * Tunes the whole process for a mock that gets many uploads: lets V8's collector run after 8 MB of uploads, and keeps sharp from
 * caching decoded images. Only a process that runs a mock and nothing else should call this; the command line does.
 */
export function tuneProcess(): void {
  isTuned = true
}

/** Says if this process was tuned. */
export const isProcessTuned = (): boolean => isTuned

/** Bytes of uploads after which their buffers are collected. */
const collectAfterBytes = 8 * 2 ** 20

let uploadedBytes = 0
let collect: ((options: { type: 'minor' }) => void) | undefined

/**
 * Counts the bytes of an upload and collects the buffers of uploads, in a tuned process. V8 sees how little of its own heap
 * such buffers take, and not how much memory they hold outside the heap: V8 waits until they hold 64 MB, and then traverses
 * the whole heap, which takes longer than the uploads did. Collecting the young generation, where such buffers are, takes
 * 1 ms.
 */
export function collectBuffers(bytes: number): void {
  if (!isTuned) return
  uploadedBytes += bytes
  if (uploadedBytes < collectAfterBytes) return
  uploadedBytes = 0
  collect ??= createCollector()
  collect({ type: 'minor' })
}

/** Node exposes its collector to contexts that are created after the flag is set. */
function createCollector(): NonNullable<typeof collect> {
  setFlagsFromString('--expose-gc')
  return runInNewContext('gc')
}
