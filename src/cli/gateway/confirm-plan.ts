import { createInterface } from 'node:readline/promises'
import { isLocal } from '../../conformance/base-url.ts'
import { costOf, totalCost } from '../../conformance/plan.ts'
import type { Dialect } from '../../dialect/schema.ts'
import type { Probe } from '../../probes/probe.ts'
import { mistake } from '../mistake.ts'
import { choicesOf, type GatewayFlags } from './gateway-flags.ts'

/**
 * Prints the plan for a remote gateway or a dry run, and asks the user before anything is sent to a remote gateway. Returns
 * false for a dry run. Throws if the user does not agree.
 */
export async function confirmPlan(
  plan: readonly Probe[],
  known: Dialect,
  baseUrl: string,
  flags: GatewayFlags,
): Promise<boolean> {
  if (!flags.dryRun && isLocal(baseUrl)) return true
  const choices = choicesOf(flags)
  const printCost = (cost: number, id: string) => console.log(`${String(cost).padStart(3)}  ${id}`)
  for (const probe of plan)
    printCost(
      costOf(probe, known, choices),
      [probe.id, ...(probe.needs ?? []).map((need) => `needs ${need}`)].join(', '),
    )
  for (const { id, cost } of new Set(plan.flatMap(({ sharedCost }) => sharedCost ?? [])))
    printCost(cost(known, choices), `${id}, shared`)
  const price = Math.min(totalCost(plan, known, choices), flags.maxImages)
  // A gateway that takes requests that it should refuse charges for them, within the same limit.
  console.log(
    `${plan.length} probes at ${baseUrl}, at most ${flags.maxImages} images; ${price} if the gateway behaves as documented`,
  )
  if (!flags.dryRun) await askConsent(flags)
  return !flags.dryRun
}

async function askConsent({ yes, maxImages }: GatewayFlags): Promise<void> {
  if (yes) return
  const remark = `The gateway is remote and ${maxImages === 0 ? 'cannot' : 'may'} charge for this run`
  if (!process.stdin.isTTY) throw mistake(remark, 'pass --yes to send the requests')
  const terminal = createInterface({ input: process.stdin, output: process.stderr })
  const answer = await terminal.question(`${remark}. Send it? [y/N] `).finally(() => terminal.close())
  if (!/^y(es)?$/i.test(answer.trim())) throw new Error('Nothing was sent.')
}
