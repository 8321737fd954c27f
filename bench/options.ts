import { parseArgs } from 'node:util'
import { contenders } from './contenders/all.ts'
import type { Contender } from './contenders/contender.ts'
import { works } from './works/all.ts'
import type { Settings, Work } from './works/work.ts'

export interface Options extends Settings {
  readonly command: 'peers' | 'growth' | 'pictures'
  readonly works: readonly Work[]
  readonly contenders: readonly Contender[]
  /** Whether all contenders do whole works, as they are published. */
  readonly complete: boolean
  /** Measure nothing: write what results.json holds into the READMEs. */
  readonly write: boolean
}

const usage = `npm run bench -- [growth | pictures] [--only a,b] [--contenders ours,bare] [--rounds 3] [--seconds 5]
  [--tasks 1000000] [--write]`

/** Throws how it is used. */
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
  if ((command !== 'peers' && command !== 'growth' && command !== 'pictures') || more.length > 0) throw new Error(usage)
  const [rounds, seconds, tasks] = [values.rounds, values.seconds, values.tasks].map(Number)
  if (!rounds || !seconds || !tasks || tasks <= 1000) throw new Error(usage)
  return {
    command,
    works: chosen(works, values.only),
    contenders: chosen(contenders, values.contenders),
    complete: values.contenders === undefined && tasks === 1e6,
    rounds,
    seconds,
    tasks,
    write: values.write,
  }
}

function chosen<T extends { readonly id: string }>(all: readonly T[], names: string | undefined): readonly T[] {
  const wanted = names?.split(',')
  const unknown = wanted?.find((name) => !all.some(({ id }) => id === name))
  if (unknown !== undefined) throw new Error(`there is no ${unknown}: there are ${all.map(({ id }) => id).join(', ')}`)
  return wanted ? all.filter(({ id }) => wanted.includes(id)) : all
}
