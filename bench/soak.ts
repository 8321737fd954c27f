/** Sends mixed work to the mock for minutes, and fails if its memory grows: `npm run soak -- --minutes 10 --rate 2000`. */
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { leaveServerCore, unpinnedReason } from './parts/pin.ts'
import { createRandom } from './parts/random.ts'
import { freePort, guard, type Server, startServer } from './parts/server.ts'
import { createClient, type Send } from './soak/client.ts'
import { judge, type Sample, showSamples } from './soak/memory.ts'
import { type Work, works } from './soak/works.ts'

const connections = 32
const sampleMs = 5000

/** Starts work at the rate, as far as the connections are free, until the time is over. Returns the number of each kind. */
async function runWorks(send: Send, all: readonly Work[], rate: number, ms: number): Promise<Map<string, number>> {
  const random = createRandom(1)
  const order = all.flatMap((kind) => Array.from({ length: kind.weight }, () => kind))
  const counts = new Map<string, number>()
  const start = performance.now()
  let started = 0
  const isOver = () => performance.now() - start >= ms
  const runOne = async () => {
    while (!isOver()) {
      const early = (started / rate) * 1000 - (performance.now() - start)
      if (early > 0) {
        await wait(Math.ceil(early))
        continue
      }
      const kind = order[random() % order.length]
      if (!kind) return
      await kind.run(send, started++).catch((error: Error) => {
        throw new Error(`${kind.name}: ${error.message}`)
      })
      counts.set(kind.name, (counts.get(kind.name) ?? 0) + 1)
    }
  }
  await Promise.all(Array.from({ length: connections }, runOne))
  return counts
}

async function sampleMemory(server: Server, samples: Sample[], ms: number): Promise<void> {
  const start = performance.now()
  while (performance.now() - start < ms) {
    await wait(sampleMs)
    server.signal('SIGUSR2')
    samples.push({
      seconds: Math.round((performance.now() - start) / 1000),
      ...((await server.nextMessage()) as NodeJS.MemoryUsage),
    })
  }
}

const usage = 'npm run soak -- [--minutes 10] [--rate 2000] [--drawings 1] [--only "polls,streams"]'

/** Parses the arguments of the command line. Throws an error with the usage if they are invalid. */
function readOptions(args: readonly string[]) {
  const { values } = parseArgs({
    args: [...args],
    options: {
      minutes: { type: 'string', default: '10' },
      rate: { type: 'string', default: '2000' },
      drawings: { type: 'string', default: '1' },
      only: { type: 'string' },
    },
  })
  const [minutes, rate, drawings] = [values.minutes, values.rate, values.drawings].map(Number)
  const names = values.only?.split(',')
  const chosen = works.filter(({ name }) => !names || names.includes(name))
  if (!minutes || minutes < 0.5 || !rate || !drawings || chosen.length !== (names?.length ?? works.length))
    throw new Error(usage)
  const weighted = chosen.map((work) => (work.draws ? { ...work, weight: work.weight * drawings } : work))
  return { ms: minutes * 60_000, rate, works: weighted }
}

async function soak({ ms, rate, works }: ReturnType<typeof readOptions>): Promise<boolean> {
  if (unpinnedReason) console.error(`Server and generator share cores: ${unpinnedReason}.`)
  leaveServerCore()
  const port = await freePort()
  const program = fileURLToPath(new URL('./programs/soaked.ts', import.meta.url))
  await using server = await startServer([process.execPath, program, String(port)], port, { name: 'soak', ipc: true })
  const { send, close } = createClient(port, connections)
  const samples: Sample[] = []
  const [counts] = await guard(
    server,
    Promise.all([runWorks(send, works, rate, ms), sampleMemory(server, samples, ms)]),
  )
  close()
  const requests = [...counts.values()].reduce((sum, count) => sum + count, 0)
  const { passes, text } = judge(samples)
  console.log(showSamples(samples))
  console.log([...counts].map(([name, count]) => `${count} ${name}`).join(', '))
  console.log(`${Math.round(requests / (ms / 1000))} requests/s of ${rate}. ${text}: ${passes ? 'passed' : 'failed'}`)
  return passes
}

try {
  process.exitCode = (await soak(readOptions(process.argv.slice(2)))) ? 0 : 1
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
