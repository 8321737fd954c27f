import { findSlip } from '../../values/did-you-mean.ts'
import { describeCommand } from '../describe-command.ts'
import type { Check } from './check.ts'

/** Checks the configuration file, and the variables of flags. */
export const checkConfig: Check = {
  name: 'config',
  async run({ configFile, faults: [first, ...others] }) {
    if (first === undefined) return { status: 'ok', message: configFile ?? 'no configuration file' }
    const [message = '', remedy = ''] = first.split(/\n\s*/)
    const more = others.length > 0 ? ` (and ${others.length} more faults)` : ''
    return { status: 'fail', message: `${message}${more}`, remedy }
  },
}

/** Variables that are no flags. */
const otherVariables = [
  'PROOFSHEET_KEY',
  'PROOFSHEET_OTHER_KEY',
  'PROOFSHEET_BASE_URL',
  'PROOFSHEET_URL',
  'PROOFSHEET_SPEED',
]

/** Looks for variables whose names are no flags. */
export const checkVariables: Check = {
  name: 'variables',
  async run({ commands, environment }) {
    const flags = commands.flatMap((command) => describeCommand(command).flags)
    const known = [...otherVariables, ...flags.flatMap(({ variable, ownVariable }) => [variable, ownVariable])]
    const set = Object.keys(environment).filter((name) => name.startsWith('PROOFSHEET_'))
    const unknown = set.find((name) => !known.includes(name))
    if (unknown === undefined)
      return { status: 'ok', message: set.length === 0 ? 'no PROOFSHEET_ variable is set' : set.sort().join(', ') }
    const nearest = findSlip(unknown, known)
    return {
      status: 'warn',
      message: `${unknown} is no flag, and has no effect`,
      remedy: nearest ? `did you mean ${nearest}?` : 'unset the variable; proofsheet help config says which there are',
    }
  },
}

/** Looks for the key of the gateway. */
export const checkKey: Check = {
  name: 'key',
  run: async ({ environment, keyEnv }) =>
    environment[keyEnv]
      ? { status: 'ok', message: `${keyEnv} is set` }
      : {
          status: 'warn',
          message: `${keyEnv} is not set, which verify and probe need for most gateways`,
          remedy: `set ${keyEnv} to the API key of the gateway`,
        },
}
