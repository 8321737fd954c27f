import { fileURLToPath } from 'node:url'
import { type Contender, usualCalls, usualWarmUp } from '../contenders/contender.ts'
import { load } from '../parts/load.ts'
import type { Load } from '../parts/load-job.ts'
import { freePort, guard, type Server, startServer } from '../parts/server.ts'
import { submitMany } from '../parts/submit.ts'
import type { MemoryUsage } from '../programs/memory.ts'
import { digits, type Settings, type Workload } from './workload.ts'

const collector = fileURLToPath(new URL('../programs/memory.ts', import.meta.url))
/** Number of tasks for the first measurement. */
const baseTasks = 1000
/** Number of different polls, which are sent over and over. */
const pollSample = 64_000

/** Measures the memory of the server in bytes after a garbage collection. */
async function measureMemory(server: Server): Promise<{ heap: number; resident: number }> {
  const message = server.nextMessage()
  server.signal('SIGUSR2')
  const { heapUsed, external, rss } = (await guard(server, message)) as MemoryUsage
  return { heap: heapUsed + external, resident: rss }
}

interface Stage {
  readonly heap: number
  readonly resident: number
  readonly polls: Load
}

/** Measures the server at several numbers of tasks, in ascending order, without a restart in between. */
export async function withTasks(
  contender: Contender,
  { seconds }: Pick<Settings, 'seconds'>,
  numbers: readonly number[],
): Promise<Stage[]> {
  const { submit: request, id, poll } = contender.calls ?? usualCalls
  const port = await freePort()
  const [node = '', ...args] = await contender.command('g', port)
  const command = [node, '--expose-gc', '--import', collector, ...args]
  await using server = await startServer(command, port, { name: contender.id, ipc: true })
  const stages: Stage[] = []
  let created = 0
  for (const number of numbers) {
    const job = { port, request, id, first: created + 1, count: number - created, sample: pollSample }
    const ids = await guard(server, submitMany(job))
    created = number
    const { pid } = server
    const loadJob = {
      port,
      pid,
      connections: 32,
      warmUp: contender.warmUp ?? usualWarmUp,
      seconds,
      requests: ids.map(poll),
    }
    const polls = await guard(server, load(loadJob))
    // After the load, because the first load of a process fills its heap, whatever the number of its tasks.
    stages.push({ ...(await measureMemory(server)), polls })
  }
  return stages
}

/** Measures the bytes per task and the effect of many tasks on the speed of polls. */
export const millions: Workload = {
  id: 'g',
  title: 'a million tasks',
  metrics: [
    { id: 'heap', title: 'heap per task', show: digits(' B', 0) },
    { id: 'resident', title: 'RSS per task', show: digits(' B', 0) },
    { id: 'polls', title: 'polls relative to 1,000 tasks', show: digits('', 2) },
  ],
  async measure(contender, settings) {
    const [before, after] = await withTasks(contender, settings, [baseTasks, settings.tasks])
    if (!before || !after) throw new Error('the server was not measured: expected two numbers of tasks')
    const tasks = settings.tasks - baseTasks
    return {
      values: {
        heap: (after.heap - before.heap) / tasks,
        resident: (after.resident - before.resident) / tasks,
        polls: after.polls.perSecond / before.polls.perSecond,
      },
      cpu: minimum(before.polls.cpu, after.polls.cpu),
      bad: before.polls.bad + after.polls.bad,
    }
  },
}

const minimum = (one: number | undefined, other: number | undefined) =>
  one === undefined || other === undefined ? undefined : Math.min(one, other)
