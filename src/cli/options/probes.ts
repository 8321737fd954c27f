import { planProbes } from '../../conformance/plan.ts'
import type { Probe } from '../../probes/probe.ts'
import { probes } from '../../probes/probes.ts'
import type { GatewayFlags } from '../gateway/gateway-flags.ts'
import { mistake } from '../mistake.ts'

/** Selects the probes of `--only`, in the order in which they run. Throws if no probe matches. */
export function selectProbes({ only }: GatewayFlags): Probe[] {
  const plan = planProbes(probes, only)
  if (plan.length > 0) return plan
  throw mistake(
    `no probe matches --only ${only?.join(' ')}`,
    `expected one or more of ${probes.map((probe) => probe.id).join(', ')}`,
  )
}
