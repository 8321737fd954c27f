import type { Command } from 'commander'
import type { MockFlags } from '../mock.ts'
import { applySettings } from '../settings/apply-settings.ts'
import { findConfig } from '../settings/find-config.ts'
import type { DoctorContext } from './check.ts'
import type { DoctorFlags } from './doctor-flags.ts'

/** Reads the settings of all commands in this folder, and collects their faults. */
export async function readContext(
  { config, ...flags }: DoctorFlags,
  commands: readonly Command[],
): Promise<DoctorContext> {
  const args = config === undefined ? [] : ['--config', config]
  // The variables of one command are stronger than all else but arguments, which the commands do not get here.
  const own = Object.entries(flags).flatMap(([name, value]) =>
    value === undefined ? [] : [[`PROOFSHEET_MOCK_${name.toUpperCase()}`, String(value)]],
  )
  const environment: NodeJS.ProcessEnv = { ...process.env, ...Object.fromEntries(own) }
  const faults = new Set<string>()
  const settings: Record<string, Record<string, unknown>> = {}
  for (const command of commands) {
    await applySettings(command, args, environment).catch((error: Error) => faults.add(error.message))
    settings[command.name()] = command.opts()
  }
  const configFile = await findConfig(args, environment).catch(() => undefined)
  return {
    mock: settings.mock as Pick<MockFlags, 'host' | 'port' | 'store'>,
    keyEnv: String(settings.verify?.keyEnv),
    configFile,
    faults: [...faults],
    commands,
    environment: process.env,
  }
}
