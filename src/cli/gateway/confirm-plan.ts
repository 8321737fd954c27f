import { createInterface } from 'node:readline/promises'
import { documentedBaseUrl, isLocal } from '../../conformance/base-url.ts'
import { costOf, planProbes, totalCost } from '../../conformance/plan.ts'
import type { Provider } from '../../dialect/provider.ts'
import type { Dialect } from '../../dialect/schema.ts'
import type { Probe } from '../../probes/probe.ts'
import { probes } from '../../probes/probes.ts'
import type { GatewayFlags } from './gateway-command.ts'

/** Where the image operations lie. Throws for what is no URL, and where none is documented or given. */
export function resolveBaseUrl(provider: Provider, { baseUrl }: Pick<GatewayFlags, 'baseUrl'>): string {
  return baseUrl === undefined
    ? documentedBaseUrl(provider)
    : parseBaseUrl(baseUrl, `http://127.0.0.1:4010/${provider.dialect.id}/v1`)
}

/** Throws for what is no URL. */
export function parseBaseUrl(value: string, example: string): string {
  if (/^https?:$/.test(URL.parse(value)?.protocol ?? '')) return value
  throw new Error(`the base URL must be one of http or https, such as ${example}; it is ${value}`)
}

/** The probes that are asked for, in the order in which they run. Throws where there is none. */
export function selectProbes({ only }: GatewayFlags): Probe[] {
  const plan = planProbes(probes, only)
  if (plan.length > 0) return plan
  throw new Error(`--only names no probe: there are ${probes.map((probe) => probe.id).join(', ')}`)
}

/**
 * Whether the plan may be sent: false where it is only to be shown. It is shown before anything goes to somebody else's
 * machine, and throws where nobody agrees to that.
 */
export async function confirmPlan(
  plan: readonly Probe[],
  known: Dialect,
  baseUrl: string,
  flags: GatewayFlags,
): Promise<boolean> {
  if (!flags.dryRun && isLocal(baseUrl)) return true
  const printCost = (cost: number, id: string) => console.log(`${String(cost).padStart(3)}  ${id}`)
  for (const probe of plan)
    printCost(costOf(probe, known), [probe.id, ...(probe.needs ?? []).map((need) => `needs ${need}`)].join(', '))
  for (const { id, cost } of new Set(plan.flatMap(({ sharedCost }) => sharedCost ?? [])))
    printCost(cost(known), `${id}, shared`)
  const price = Math.min(totalCost(plan, known), flags.maxImages)
  console.log(`${plan.length} probes at ${baseUrl}, at most ${price} images`)
  if (!flags.dryRun) await askConsent(flags)
  return !flags.dryRun
}

async function askConsent({ yes }: GatewayFlags): Promise<void> {
  if (yes) return
  if (!process.stdin.isTTY) throw new Error('It is not on this machine: say --yes to send this.')
  const ask = createInterface({ input: process.stdin, output: process.stderr })
  const answer = await ask.question('Send this? [y/N] ').finally(() => ask.close())
  if (!/^y(es)?$/i.test(answer.trim())) throw new Error('Nothing was sent.')
}
