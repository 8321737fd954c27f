import type { Command } from 'commander'
import { exitCodes } from '../exit-codes.ts'
import type { Check, CheckResult } from './check.ts'
import { checkFonts, checkSharp } from './check-images.ts'
import { checkGenerate, checkNode } from './check-node.ts'
import { checkPort } from './check-port.ts'
import { checkConfig, checkKey, checkVariables } from './check-settings.ts'
import { checkStore } from './check-store.ts'
import type { DoctorFlags } from './doctor-flags.ts'
import { readContext } from './read-context.ts'

const checks: readonly Check[] = [
  checkNode,
  checkConfig,
  checkVariables,
  checkPort,
  checkSharp,
  checkFonts,
  checkStore,
  checkGenerate,
  checkKey,
]

/** Checks the machine and the settings, and prints a line for each check. Returns the exit code. */
export async function runDoctor({ json, ...flags }: DoctorFlags, commands: readonly Command[]): Promise<number> {
  const context = await readContext(flags, commands)
  const results: (CheckResult & { readonly name: string })[] = []
  for (const { name, run } of checks) results.push({ name, ...(await run(context)) })
  console.log(json ? JSON.stringify({ checks: results }, null, 2) : results.map(render).join('\n'))
  return results.some(({ status }) => status === 'fail') ? exitCodes.deviates : exitCodes.conforms
}

const render = ({ name, status, message, remedy }: CheckResult & { readonly name: string }): string =>
  `${status.padEnd(4)}  ${name.padEnd(9)}  ${message}${remedy ? `\n${' '.repeat(17)}${remedy}` : ''}`
