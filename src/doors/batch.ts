const batch: (() => void)[] = []

/**
 * Requests that came in one turn of the event loop are answered together, after the last of them was read. Between a read
 * and a write of a socket the processor forgets what it knew of our code: one by one, each answer takes twice as long.
 */
export async function answerInBatch(answer: () => Promise<Response>): Promise<Response> {
  await new Promise<void>((resolve) => {
    if (batch.push(resolve) === 1)
      setImmediate(() => {
        for (const answerNext of batch.splice(0)) answerNext()
      })
  })
  return answer()
}
