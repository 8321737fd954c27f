/** Creates the number of tasks that the job names and sends the ids of a sample. */
import autocannon from 'autocannon'
import { createRandom } from '../parts/random.ts'
import type { SubmitJob } from '../parts/submit.ts'

process.once('disconnect', () => process.exit())
process.once('message', async (job: SubmitJob) => {
  process.send?.(await run(job))
})

async function run({ port, request, id, first, count, sample }: SubmitJob): Promise<{ ids: string[]; bad: number }> {
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
        // autocannon calls this more often than it sends: some numbers are left out, none comes twice.
        setupRequest: (request) => ({ ...request, body: bodyOf(next++) }),
        onResponse(_status, text) {
          const taskId = id.exec(text)?.[1]
          if (taskId !== undefined) ids.push(taskId)
        },
      },
    ],
  })
  return { ids: pick(ids, sample), bad: result.non2xx + result.errors + (count - ids.length) }
}

/** Picks ids at random, possibly some twice. The same list gives the same ids. */
function pick(ids: readonly string[], count: number): string[] {
  const random = createRandom(1)
  return Array.from({ length: count }, () => ids[random() % ids.length] ?? '')
}
