import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/** Bytes of uploads after which their buffers are let go. */
const enough = 8 * 2 ** 20

let passed = 0
let collect: ((options: { type: 'minor' }) => void) | undefined

/**
 * Counts what uploads bring, and lets go of the buffers in which it came. V8 sees how little of its own memory they take,
 * not how much they hold beside it: it waits until that is 64 MB, and then looks through the whole heap, which takes longer
 * than the uploads did. The young part of it, where such buffers are, takes a millisecond.
 */
export function relieve(bytes: number): void {
  passed += bytes
  if (passed < enough) return
  passed = 0
  collect ??= openCollector()
  collect({ type: 'minor' })
}

/** Node gives its collector to contexts that are made once the flag is set. */
function openCollector(): NonNullable<typeof collect> {
  setFlagsFromString('--expose-gc')
  return runInNewContext('gc')
}
