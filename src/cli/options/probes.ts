import { planProbes } from '../../conformance/plan.ts'
import type { Probe } from '../../probes/probe.ts'
import { probes } from '../../probes/probes.ts'
import type { GatewayFlags } from '../gateway/gateway-command.ts'

/** The probes that are asked for, in the order in which they run. Throws where there is none. */
export function selectProbes({ only }: GatewayFlags): Probe[] {
  const plan = planProbes(probes, only)
  if (plan.length > 0) return plan
  throw new Error(`--only names no probe: there are ${probes.map((probe) => probe.id).join(', ')}`)
}
