import { readdir } from 'node:fs/promises'
import { mistake } from '../mistake.ts'

/** Endings of a configuration file. */
export const configEndings = ['ts', 'mts', 'js', 'mjs', 'json']

/** Names of the configuration file. Only one may be there. */
const configNames = configEndings.map((ending) => `proofsheet.config.${ending}`)

/**
 * Finds the configuration file: that of `--config`, else of PROOFSHEET_CONFIG, else the one in the current folder. Returns
 * undefined if there is none. Throws if the folder has several.
 */
export async function findConfig(args: readonly string[], environment: NodeJS.ProcessEnv): Promise<string | undefined> {
  const named = findFlag(args) ?? environment.PROOFSHEET_CONFIG
  if (named) return named
  const found = (await readdir('.').catch(() => [])).filter((name) => configNames.includes(name))
  if (found.length > 1)
    throw mistake(`this folder has ${found.length} configuration files: ${found.join(', ')}`, 'keep one of them')
  return found[0]
}

/** Returns the value of `--config` among the arguments, before those of another program. */
function findFlag(args: readonly string[]): string | undefined {
  const end = args.indexOf('--')
  const own = end < 0 ? args : args.slice(0, end)
  const index = own.findIndex((arg) => /^--config(=|$)/.test(arg))
  const [flag, next] = index < 0 ? [] : own.slice(index)
  return flag?.includes('=') ? flag.slice('--config='.length) : next
}
