import type { GatewayHeaders } from '../../conformance/lab/gateway-headers.ts'
import { type RunChoices, usualChoices } from '../../probes/run-choices.ts'

/** Options of a command that sends requests to a gateway. */
export interface GatewayFlags {
  baseUrl?: string
  keyEnv: string
  model?: string
  otherKeyEnv: string
  header?: GatewayHeaders
  maxImages: number
  maxMinutes: number
  concurrency: number
  pace?: number
  only?: string[]
  resume?: string
  report?: string[]
  seed?: number
  thorough?: boolean
  callbackUrl?: string
  callbackListen?: number
  callbackSecret?: string
  dryRun: boolean
  yes: boolean
}

/** Returns the choices of the run: those of the flags, otherwise the usual ones. */
export const choicesOf = ({ seed = usualChoices.seed, thorough = false, callbackUrl }: GatewayFlags): RunChoices => ({
  seed,
  isThorough: thorough,
  takesCallbacks: callbackUrl !== undefined,
})
