import { readPointer } from '../../dialect/lens.ts'
import type { Dialect } from '../../dialect/schema.ts'
import type { Inference } from './infer.ts'

/** Part that a mock needs, with the pointers of traits of which one shows the part. */
interface Part {
  readonly name: string
  readonly shownBy: (dialect: Dialect) => readonly string[]
  /** Returns true if the gateway may have such a part. */
  readonly isPossible: (dialect: Dialect) => boolean
}

const operationsOf = ({ operations }: Dialect) =>
  Object.values(operations).flatMap((operation) => (operation.does === 'reject' ? [] : [operation]))

const parts: readonly Part[] = [
  {
    name: 'a reply with images',
    shownBy: () => ['/results/reply/lens/items'],
    isPossible: (dialect) => operationsOf(dialect).some(({ async }) => async !== 'always'),
  },
  {
    name: 'the poll of a task',
    shownBy: ({ tasks }) => Object.keys(tasks.polls ?? {}).map((name) => `/tasks/polls/${name}/states/succeeded`),
    isPossible: (dialect) => operationsOf(dialect).some(({ async }) => async !== 'never'),
  },
  {
    name: 'a link to an image',
    shownBy: () => ['/results/image/at'],
    isPossible: ({ results }) => results.forms.some((form) => form === 'relative' || form === 'absolute'),
  },
]

/** Lists what a mock needs and the run did not see, with what to do: the mock answers as most gateways do. */
export function listMissing({ dialect, report }: Pick<Inference, 'dialect' | 'report'>): string[] {
  const missing = parts.filter(
    ({ shownBy, isPossible }) =>
      isPossible(dialect) &&
      !shownBy(dialect).some((trait) => readPointer(dialect, trait) !== undefined && dialect.sources[trait]),
  )
  if (missing.length === 0) return []
  const { spent, budget } = report.images
  const advice =
    spent >= budget
      ? `pass more images than ${budget} with --max-images`
      : 'pass a request that works with --request, or a model with --model'
  return [
    `Not seen: ${missing.map(({ name }) => name).join(', ')}. The mock answers as most gateways do; to describe this gateway, ${advice}.`,
  ]
}
