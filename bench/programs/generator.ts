/** The load generator: does the one job that it is sent, and tells what came of it. */
import { once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import autocannon from 'autocannon'
import type { Load, LoadJob } from '../parts/load.ts'
import { cpuSeconds } from '../parts/proc.ts'

process.once('disconnect', () => process.exit())
process.once('message', async (job: LoadJob) => {
  process.send?.(await run(job))
})

/** One load, of which the first seconds do not count. */
async function run({ port, pid, connections, warmUp, seconds, requests }: LoadJob): Promise<Load> {
  let [good, bad] = [0, 0]
  const wired = requests.map(({ body, ...request }) => (body ? { ...request, body } : request))
  const share = Math.ceil(wired.length / connections)
  let next = 0
  const cannon = autocannon(
    {
      url: `http://127.0.0.1:${port}`,
      connections,
      // It is stopped before.
      duration: warmUp + seconds + 60,
      // What takes longer is an error.
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
    // Those of the warm-up too: a server that refuses then is not to be trusted.
    bad,
  }
}
