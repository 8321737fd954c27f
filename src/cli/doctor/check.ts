import type { Command } from 'commander'
import type { MockFlags } from '../mock.ts'

/** Result of a check. A warning concerns a part that not everybody needs. */
export interface CheckResult {
  readonly status: 'ok' | 'warn' | 'fail'
  readonly message: string
  /** Remedy of a warning or a failure. */
  readonly remedy?: string
}

/** Settings that the commands would use in this folder. */
export interface DoctorContext {
  readonly mock: Pick<MockFlags, 'host' | 'port' | 'store'>
  /** Name of the environment variable with the API key. */
  readonly keyEnv: string
  /** Configuration file; undefined if there is none. */
  readonly configFile: string | undefined
  /** Faults of the configuration file, and of environment variables: each with its remedy in a second line. */
  readonly faults: readonly string[]
  readonly commands: readonly Command[]
  readonly environment: NodeJS.ProcessEnv
}

/** A check of the machine or of the settings. */
export interface Check {
  readonly name: string
  readonly run: (context: DoctorContext) => Promise<CheckResult>
}
