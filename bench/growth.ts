import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { shippedIds } from '../dist/index.js'
import { usualWarmUp } from './contenders/contender.ts'
import { mockCommand, ours } from './contenders/ours.ts'
import { load } from './parts/load.ts'
import { medians } from './parts/median.ts'
import { cache, root } from './parts/paths.ts'
import { readRss } from './parts/proc.ts'
import { submit } from './parts/requests.ts'
import { freePort, guard, spawnServer } from './parts/server.ts'
import { withTasks } from './workloads/memory.ts'
import { waitForSuccess } from './workloads/start.ts'
import type { Settings } from './workloads/workload.ts'

/** Figures of the mock with one number of providers. */
interface ProviderFigures {
  readonly providers: number
  /** Ms from the start of the process to the first 200. */
  readonly start: number
  /** RSS after the start. */
  readonly megabytes: number
  readonly perSecond: number
}

/** Polls per second with one number of tasks. */
interface TaskFigures {
  readonly tasks: number
  readonly perSecond: number
}

/** Medians of the figures with more providers and with more tasks. */
export interface Growth {
  readonly providers: readonly ProviderFigures[]
  readonly tasks: readonly TaskFigures[]
}

const providerCounts = [5, 50, 200]
const taskCounts = [1, 1000, 100_000, 1_000_000]
const folder = join(cache, 'providers')

/** Copies the shipped providers under new ids. Returns the folders. */
async function copyProviders(count: number): Promise<string[]> {
  const ids = await shippedIds()
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  const folders: string[] = []
  for (let number = 0; number < count; number++) {
    const [original = '', copy] = [ids[number % ids.length], join(folder, `copy-${number}`)]
    await cp(join(root, 'openapi/providers', original), copy, { recursive: true })
    const file = join(copy, 'dialect.yaml')
    await writeFile(file, (await readFile(file, 'utf8')).replace(/^id: .*$/m, `id: copy-${number}`))
    folders.push(copy)
  }
  return folders
}

async function measureProviders(count: number, { seconds }: Settings): Promise<ProviderFigures> {
  const folders = await copyProviders(count)
  const index = (await shippedIds()).indexOf('dimilinks')
  const request = { ...submit, path: `/copy-${index}${submit.path}` }
  const port = await freePort()
  const begin = performance.now()
  await using server = spawnServer(mockCommand(folders, port), port, { name: 'ours' })
  const start = await waitForSuccess(server, request, begin)
  const megabytes = (readRss(server.pid) ?? Number.NaN) / 1e6
  const job = { port, pid: server.pid, connections: 32, warmUp: usualWarmUp, seconds, requests: [request] }
  const { perSecond, bad } = await guard(server, load(job))
  if (bad > 0) throw new Error(`${bad} requests failed: expected status 2xx`)
  return { providers: count, start, megabytes, perSecond }
}

/** Measures our mock with more providers and with more tasks. */
export async function measureGrowth(settings: Settings, log: (line: string) => void): Promise<Growth> {
  const numbers = taskCounts.filter((count) => count <= settings.tasks)
  const rounds: Growth[] = []
  for (let round = 1; round <= settings.rounds; round++) {
    const providers: ProviderFigures[] = []
    for (const count of providerCounts) {
      providers.push(await measureProviders(count, settings))
      log(`round ${round}: ${JSON.stringify(providers.at(-1))}`)
    }
    const stages = await withTasks(ours, settings, numbers)
    const tasks = stages.map(({ polls }, index) => ({ tasks: numbers[index] ?? 0, perSecond: polls.perSecond }))
    log(`round ${round}: ${JSON.stringify(tasks)}`)
    rounds.push({ providers, tasks })
  }
  await rm(folder, { recursive: true, force: true })
  return {
    providers: providerCounts.map((_, index) => medians(rounds.flatMap(({ providers }) => providers[index] ?? []))),
    tasks: numbers.map((_, index) => medians(rounds.flatMap(({ tasks }) => tasks[index] ?? []))),
  }
}
