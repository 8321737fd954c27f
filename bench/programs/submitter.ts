/** Makes as many tasks as it is told to, and tells the ids of some. */
import autocannon from 'autocannon'
import { createRandom } from '../parts/random.ts'
import type { SubmitJob } from '../parts/submit.ts'

process.once('disconnect', () => process.exit())
process.once('message', async (job: SubmitJob) => {
  process.send?.(await run(job))
})

async function run({ port, request, id, first, count, told }: SubmitJob): Promise<{ ids: string[]; bad: number }> {
  const { method, path, headers, body = Buffer.of() } = request
  const submission = JSON.parse(body.toString()) as Record<string, unknown>
  const bodyOf = (number: number) => JSON.stringify({ ...submission, prompt: `fox ${String(number).padStart(7, '0')}` })
  const ids: string[] = []
  let next = first
  const result = await autocannon({
    url: `http://127.0.0.1:${port}`,
    connections: Math.min(32, count),
    amount: count,
    timeout: 60,
    requests: [
      {
        method,
        path,
        headers,
        // Called for each request, and more often than that: numbers are left out, none comes twice.
        setupRequest: (made) => ({ ...made, body: bodyOf(next++) }),
        onResponse(_status, text) {
          const found = id.exec(text)?.[1]
          if (found !== undefined) ids.push(found)
        },
      },
    ],
  })
  return { ids: pick(ids, told), bad: result.non2xx + result.errors + (count - ids.length) }
}

/** The same for the same list, some more than once. */
function pick(ids: readonly string[], count: number): string[] {
  const random = createRandom(1)
  return Array.from({ length: count }, () => ids[random() % ids.length] ?? '')
}
