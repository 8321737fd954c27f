import { parseArgs } from 'node:util'
import { contenders } from './contenders/all.ts'
import type { Contender } from './contenders/contender.ts'
import { workloads } from './workloads/all.ts'
import type { Settings, Workload } from './workloads/workload.ts'

export interface Options extends Settings {
  readonly command: 'peers' | 'growth' | 'stores' | 'images' | 'imports'
  readonly workloads: readonly Workload[]
  readonly contenders: readonly Contender[]
  /** True if all contenders do complete workloads, so that the results may be published. */
  readonly complete: boolean
  /** True to write results.json into README.md without measuring. */
  readonly write: boolean
}

const usage = `npm run bench -- [growth | stores | images | imports] [--only a,b] [--contenders ours,bare] [--rounds 3] [--seconds 5]
  [--tasks 1000000] [--write]`

/** Parses the arguments of the command line. Throws an error with the usage if they are invalid. */
export function readOptions(args: readonly string[]): Options {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      only: { type: 'string' },
      contenders: { type: 'string' },
      rounds: { type: 'string', default: '3' },
      seconds: { type: 'string', default: '5' },
      tasks: { type: 'string', default: '1000000' },
      write: { type: 'boolean', default: false },
    },
  })
  const [command = 'peers', ...more] = positionals
  if (!isCommand(command) || more.length > 0) throw new Error(usage)
  const [rounds, seconds, tasks] = [values.rounds, values.seconds, values.tasks].map(Number)
  if (!rounds || !seconds || !tasks || tasks <= 1000) throw new Error(usage)
  return {
    command,
    workloads: choose(workloads, values.only),
    contenders: choose(contenders, values.contenders),
    complete: values.contenders === undefined && tasks === 1e6,
    rounds,
    seconds,
    tasks,
    write: values.write,
  }
}

const commands: readonly string[] = ['peers', 'growth', 'stores', 'images', 'imports'] satisfies Options['command'][]
const isCommand = (name: string): name is Options['command'] => commands.includes(name)

function choose<T extends { readonly id: string }>(all: readonly T[], names: string | undefined): readonly T[] {
  const wanted = names?.split(',')
  const unknownName = wanted?.find((name) => !all.some(({ id }) => id === name))
  if (unknownName !== undefined)
    throw new Error(`unknown name "${unknownName}": expected ${all.map(({ id }) => id).join(', ')}`)
  return wanted ? all.filter(({ id }) => wanted.includes(id)) : all
}
