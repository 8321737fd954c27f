import type { Readable } from 'node:stream'
import type { Reading } from '../images/rooms.ts'
import { collectBuffers } from '../images/tune-process.ts'

/**
 * Passes a body to `take`, chunk by chunk, and waits while `take` works or the body has no room. Rejects when the body fails or
 * ends early, with the error of `take`, and when there is no room. The rest of the body then stays in the source, so that the
 * mock can still send a response.
 */
export function receive(
  source: Readable,
  reading: Reading,
  take: (chunk: Buffer) => Promise<unknown> | undefined,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const settle = (error?: Error | null) => {
      source.off('error', settle).off('close', onClose).off('data', onData).off('end', onEnd).pause()
      // Later errors of the source have no reader; without a listener they would crash the process.
      source.on('error', () => {})
      reading.isReady = false
      if (error) reject(error)
      else resolve()
    }
    // A paused source emits 'end' all the same when its last chunk was taken.
    let isWorking = false
    let isEnded = false
    const onData = (chunk: Buffer) => {
      collectBuffers(chunk.length)
      const room = reading.admit(chunk.length)
      const work = room ? room.then(() => take(chunk)) : take(chunk)
      if (!work) return
      source.pause()
      isWorking = true
      reading.isReady = false
      work.then(() => {
        isWorking = false
        reading.isReady = true
        if (isEnded) settle()
        else source.resume()
      }, settle)
    }
    const onEnd = () => {
      isEnded = true
      if (!isWorking) settle()
    }
    const onClose = () => isEnded || settle(new Error('the body ended early'))
    if (source.destroyed && !source.readableEnded) return settle(source.errored ?? new Error('the body ended early'))
    source.once('error', settle).once('close', onClose).once('end', onEnd).on('data', onData)
  })
}
