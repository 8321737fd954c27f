import { fileURLToPath } from 'node:url'
import { type Contender, usualCalls, usualWarmUp } from '../contenders/contender.ts'
import { type Load, load } from '../parts/load.ts'
import { during, freePort, type Server, startServer } from '../parts/server.ts'
import { submitMany } from '../parts/submit.ts'
import type { Told } from '../programs/gc.ts'
import { digits, type Settings, type Work } from './work.ts'

const collector = fileURLToPath(new URL('../programs/gc.ts', import.meta.url))
const few = 1000
/** As many different polls are sent, over and over. */
const polls = 64_000

/** The bytes that the server keeps after a collection. */
async function kept(server: Server): Promise<{ heap: number; resident: number }> {
  const told = server.heard()
  server.signal('SIGUSR2')
  const { heapUsed, external, rss } = (await during(server, told)) as Told
  return { heap: heapUsed + external, resident: rss }
}

interface Stage {
  readonly heap: number
  readonly resident: number
  readonly polls: Load
}

/** The server with one number of tasks after the other, each number more than the one before. */
export async function withTasks(
  contender: Contender,
  { seconds }: Pick<Settings, 'seconds'>,
  numbers: readonly number[],
): Promise<Stage[]> {
  const { submit: request, id, poll } = contender.calls ?? usualCalls
  const port = await freePort()
  const [node = '', ...args] = await contender.command('g', port)
  const command = [node, '--expose-gc', '--import', collector, ...args]
  await using server = await startServer(command, port, { name: contender.id, speaks: true })
  const stages: Stage[] = []
  let made = 0
  for (const number of numbers) {
    const job = { port, request, id, first: made + 1, count: number - made, told: polls }
    const ids = await during(server, submitMany(job))
    made = number
    const memory = await kept(server)
    const { pid } = server
    const asked = {
      port,
      pid,
      connections: 32,
      warmUp: contender.warmUp ?? usualWarmUp,
      seconds,
      requests: ids.map(poll),
    }
    stages.push({ ...memory, polls: await during(server, load(asked)) })
  }
  return stages
}

/** Bytes of each task, and how much slower polls are for the many. */
export const millions: Work = {
  id: 'g',
  title: 'a million tasks',
  metrics: [
    { id: 'heap', title: 'heap a task', show: digits(' B', 0) },
    { id: 'resident', title: 'RSS a task', show: digits(' B', 0) },
    { id: 'polls', title: 'polls beside those of 1,000 tasks', show: digits('', 2) },
  ],
  async measure(contender, settings) {
    const [before, after] = await withTasks(contender, settings, [few, settings.tasks])
    if (!before || !after) throw new Error('nothing was measured')
    const tasks = settings.tasks - few
    return {
      values: {
        heap: (after.heap - before.heap) / tasks,
        resident: (after.resident - before.resident) / tasks,
        polls: after.polls.perSecond / before.polls.perSecond,
      },
      cpu: least(before.polls.cpu, after.polls.cpu),
      bad: before.polls.bad + after.polls.bad,
    }
  },
}

const least = (one: number | undefined, other: number | undefined) =>
  one === undefined || other === undefined ? undefined : Math.min(one, other)
