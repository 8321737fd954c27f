/** The load generator: runs the job that it receives and sends the result. */
import { once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import autocannon from 'autocannon'
import type { Load, LoadJob } from '../parts/load-job.ts'
import { cpuSeconds } from '../parts/proc.ts'

process.once('disconnect', () => process.exit())
process.once('message', async (job: LoadJob) => {
  process.send?.(await run(job))
})

/** Runs one load, whose warm-up does not count. */
async function run({ port, pid, connections, warmUp, seconds, requests }: LoadJob): Promise<Load> {
  let [good, bad] = [0, 0]
  const wired = requests.map(({ body, ...request }) => (body ? { ...request, body } : request))
  const share = Math.ceil(wired.length / connections)
  let next = 0
  const cannon = autocannon(
    {
      url: `http://127.0.0.1:${port}`,
      connections,
      // The load is stopped before this duration has passed.
      duration: warmUp + seconds + 60,
      // A request that takes longer counts as an error.
      timeout: 60,
      requests: wired.slice(0, 1),
      setupClient(client) {
        if (wired.length === 1) return
        client.setRequests(wired.slice(next, next + share))
        next += share
      },
    },
    () => {},
  )
  cannon.on('response', (_client, status) => {
    if (status >= 200 && status <= 299) good += 1
    else bad += 1
  })
  cannon.on('reqError', () => {
    bad += 1
  })
  await once(cannon, 'start')
  await wait(warmUp * 1000)
  const [cpu, start, before] = [cpuSeconds(pid), performance.now(), good]
  await wait(seconds * 1000)
  const took = (performance.now() - start) / 1000
  const after = cpuSeconds(pid)
  return {
    perSecond: (good - before) / took,
    cpu: cpu === undefined || after === undefined ? undefined : (after - cpu) / took,
    // Failures during the warm-up count too, because they make the figures doubtful.
    bad,
  }
}
