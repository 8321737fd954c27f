import { readFile, writeFile } from 'node:fs/promises'
import { createInterface } from 'node:readline/promises'
import { Command, InvalidArgumentError, Option } from 'commander'
import { type Clock, createScaledClock } from '../clock.ts'
import { Unreachable } from '../conformance/lab.ts'
import { costOf, planOf, priceOf } from '../conformance/plan.ts'
import { fails, type Level, levels } from '../conformance/report.ts'
import { KeyRefused, run } from '../conformance/run.ts'
import { basePathOf, findProvider, type Provider } from '../dialect/provider.ts'
import { probes } from '../probes/probes.ts'
import { createLive, type Live } from '../reports/parts/live.ts'
import { reports } from '../reports/reports.ts'
import { renderTerminal } from '../reports/terminal.ts'

interface Flags {
  baseUrl?: string
  keyEnv: string
  maxImages: number
  only?: string[]
  failsFrom: Level
  report?: string[]
  dryRun: boolean
  yes: boolean
}

/** How it ends. */
const exit = { conforms: 0, deviates: 1, misuse: 2, unreachable: 3 }

const list = (value: string, before: string[] = []) => [...before, ...value.split(',').filter(Boolean)]

function toCount(value: string): number {
  const count = Number(value)
  if (!Number.isInteger(count) || count < 0) throw new InvalidArgumentError('it must be a whole number from 0.')
  return count
}

export const verifyCommand = new Command('verify')
  .description('verify that a gateway does what its documents say')
  .argument('<id>', 'the id of a provider, or the path of a provider folder')
  .option('--base-url <url>', 'where its image operations lie; the documented one when not given')
  .option('--key-env <name>', 'the environment variable that holds the key', 'PROOFSHEET_KEY')
  .option('--max-images <number>', 'pictures that may be charged', toCount, 10)
  .option('--only <probe...>', 'only these probes; * stands for any text, such as auth.*', list)
  .addOption(
    new Option('--fails-from <level>', 'the weakest source whose breach fails').choices(levels).default('must'),
  )
  .option('--report <name=file...>', `write a report: ${Object.keys(reports).join(', ')}`, list)
  .option('--dry-run', 'print the plan and its price, and send nothing', false)
  .option('--yes', 'do not ask before a gateway that is not on this machine is sent anything', false)
  .exitOverride((error) => process.exit(error.exitCode === 0 ? exit.conforms : exit.misuse))
  .action(async (id: string, flags: Flags) => {
    process.exitCode = await verify(id, flags).catch((error: Error) => {
      console.error(error.message)
      return error instanceof Unreachable || error instanceof KeyRefused ? exit.unreachable : exit.misuse
    })
  })

async function verify(id: string, flags: Flags): Promise<number> {
  const provider = await findProvider(id)
  const baseUrl = baseUrlOf(provider, flags)
  const files = (flags.report ?? []).map(toReportFile)
  const plan = planOf(probes, flags.only)
  if (plan.length === 0) throw new Error(`--only names no probe: there are ${probes.map((each) => each.id).join(', ')}`)
  if (flags.dryRun || !isLocal(baseUrl)) {
    for (const probe of plan) console.log(`${String(costOf(probe, provider.dialect)).padStart(3)}  ${probe.id}`)
    for (const { id: shared, cost } of new Set(plan.flatMap(({ shares }) => shares ?? [])))
      console.log(`${String(cost(provider.dialect)).padStart(3)}  ${shared}, shared`)
    const price = Math.min(priceOf(plan, provider.dialect), flags.maxImages)
    console.log(`${plan.length} probes at ${baseUrl}, at most ${price} images`)
    if (flags.dryRun) return exit.conforms
    await consent(flags)
  }
  const clock = createScaledClock(1)
  const live = await createLive(process.stderr, clock.now)
  const ended = new AbortController()
  void redrawing(live, clock, ended.signal)
  const report = await run({
    dialect: provider.dialect,
    probes: plan,
    failsFrom: flags.failsFrom,
    tool: { name: 'proofsheet', version: await versionOf() },
    fetch: (request) => fetch(request),
    baseUrl,
    key: process.env[flags.keyEnv],
    clock,
    budget: flags.maxImages,
    onProgress: live.tell,
  }).finally(() => ended.abort())
  console.log(renderTerminal([report], { color: process.stdout.isTTY === true, width: process.stdout.columns ?? 120 }))
  for (const { name, file } of files) await writeFile(file, reports[name].render([report]))
  return report.findings.some((finding) => fails(finding, flags.failsFrom)) ? exit.deviates : exit.conforms
}

/** Shows how the time goes on while a probe waits. */
async function redrawing(live: Live, clock: Clock, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await clock.sleep(1000, signal).catch(() => {})
    if (!signal.aborted) live.redraw()
  }
}

function baseUrlOf(provider: Provider, { baseUrl }: Flags): string {
  const { dialect } = provider
  if (baseUrl !== undefined) {
    if (/^https?:$/.test(URL.parse(baseUrl)?.protocol ?? '')) return baseUrl
    throw new Error(
      `--base-url must be a URL of http or https, such as http://127.0.0.1:4010/${dialect.id}/v1; it is ${baseUrl}`,
    )
  }
  const [origin] = dialect.origins
  if (origin === undefined) throw new Error(`${dialect.id} documents no host: say where it is with --base-url`)
  return `${origin}${basePathOf(provider)}`
}

const isLocal = (baseUrl: string) => /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(new URL(baseUrl).hostname)

/** Nothing is sent to somebody else's machine before somebody has agreed. */
async function consent({ yes }: Flags): Promise<void> {
  if (yes) return
  if (!process.stdin.isTTY) throw new Error('It is not on this machine: say --yes to send this.')
  const ask = createInterface({ input: process.stdin, output: process.stderr })
  const answer = await ask.question('Send this? [y/N] ').finally(() => ask.close())
  if (!/^y(es)?$/i.test(answer.trim())) throw new Error('Nothing was sent.')
}

function toReportFile(given: string): { name: keyof typeof reports; file: string } {
  const [, name = '', file = ''] = given.match(/^([^=]+)=(.+)$/) ?? []
  if (!Object.hasOwn(reports, name))
    throw new Error(`--report takes NAME=FILE, where NAME is ${Object.keys(reports).join(', ')}; it is ${given}`)
  return { name: name as keyof typeof reports, file }
}

async function versionOf(): Promise<string> {
  const text = await readFile(new URL('../../package.json', import.meta.url), 'utf8')
  return (JSON.parse(text) as { version: string }).version
}
