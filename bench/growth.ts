import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { shippedIds } from '../dist/index.js'
import { usualWarmUp } from './contenders/contender.ts'
import { mockCommand, ours } from './contenders/ours.ts'
import { load } from './parts/load.ts'
import { medians } from './parts/median.ts'
import { cache, root } from './parts/paths.ts'
import { rssOf } from './parts/proc.ts'
import { submit } from './parts/requests.ts'
import { during, freePort, spawnServer } from './parts/server.ts'
import { toMarkdown } from './report/table.ts'
import { withTasks } from './works/memory.ts'
import { untilAnswered } from './works/start.ts'
import { digits, perSecond, type Settings } from './works/work.ts'

interface OfProviders {
  readonly providers: number
  readonly start: number
  readonly megabytes: number
  readonly perSecond: number
}

interface OfTasks {
  readonly tasks: number
  readonly perSecond: number
}

/** Medians of what more providers, and more tasks, do to our mock. */
export interface Growth {
  readonly providers: readonly OfProviders[]
  readonly tasks: readonly OfTasks[]
}

const providerCounts = [5, 50, 200]
const taskCounts = [1, 1000, 100_000, 1_000_000]
const folder = join(cache, 'providers')

/** Copies of the shipped providers under ids of their own. Gives their folders. */
async function copies(count: number): Promise<string[]> {
  const ids = await shippedIds()
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  const made: string[] = []
  for (let number = 0; number < count; number++) {
    const [original = '', copy] = [ids[number % ids.length], join(folder, `copy-${number}`)]
    await cp(join(root, 'openapi/providers', original), copy, { recursive: true })
    const file = join(copy, 'dialect.yaml')
    await writeFile(file, (await readFile(file, 'utf8')).replace(/^id: .*$/m, `id: copy-${number}`))
    made.push(copy)
  }
  return made
}

async function withProviders(count: number, { seconds }: Settings): Promise<OfProviders> {
  const folders = await copies(count)
  const index = (await shippedIds()).indexOf('dimilinks')
  const request = { ...submit, path: `/copy-${index}${submit.path}` }
  const port = await freePort()
  const begin = performance.now()
  await using server = spawnServer(mockCommand(folders, port), port, { name: 'ours' })
  const start = await untilAnswered(server, request, begin)
  const megabytes = (rssOf(server.pid) ?? Number.NaN) / 1e6
  const job = { port, pid: server.pid, connections: 32, warmUp: usualWarmUp, seconds, requests: [request] }
  const { perSecond, bad } = await during(server, load(job))
  if (bad > 0) throw new Error(`${bad} requests were not answered well`)
  return { providers: count, start, megabytes, perSecond }
}

export async function measureGrowth(settings: Settings, tell: (line: string) => void): Promise<Growth> {
  const numbers = taskCounts.filter((count) => count <= settings.tasks)
  const rounds: Growth[] = []
  for (let round = 1; round <= settings.rounds; round++) {
    const providers: OfProviders[] = []
    for (const count of providerCounts) {
      providers.push(await withProviders(count, settings))
      tell(`round ${round}: ${JSON.stringify(providers.at(-1))}`)
    }
    const stages = await withTasks(ours, settings, numbers)
    const tasks = stages.map(({ polls }, index) => ({ tasks: numbers[index] ?? 0, perSecond: polls.perSecond }))
    tell(`round ${round}: ${JSON.stringify(tasks)}`)
    rounds.push({ providers, tasks })
  }
  await rm(folder, { recursive: true, force: true })
  return {
    providers: providerCounts.map((_, index) => medians(rounds.flatMap(({ providers }) => providers[index] ?? []))),
    tasks: numbers.map((_, index) => medians(rounds.flatMap(({ tasks }) => tasks[index] ?? []))),
  }
}

export const growthTables = ({ providers, tasks }: Growth): string =>
  [
    toMarkdown(
      ['providers', 'start to first 200', 'RSS then', '(a), requests/s'],
      providers.map((each) => [
        String(each.providers),
        digits(' ms', 0)(each.start),
        digits(' MB', 0)(each.megabytes),
        perSecond(each.perSecond),
      ]),
    ),
    toMarkdown(
      ['tasks', '(b) of a random one, requests/s'],
      tasks.map((each) => [each.tasks.toLocaleString('en'), perSecond(each.perSecond)]),
    ),
  ].join('\n\n')
