import { matches } from './pattern.ts'
import { remembering } from './remember.ts'
import type { Dialect } from './schema.ts'

type Rows = Dialect['models']['known']

/** The rows of the latest models that were asked for: several steps of a request want them. */
const rowsMost = 100

const rows = new WeakMap<Rows, (model: string) => Rows>()

/** The rows that speak of a model. */
export function rowsOf({ known }: Dialect['models'], model = ''): Rows {
  const byModel =
    rows.get(known) ?? remembering((asked) => known.filter(({ match }) => matches(match, asked)), rowsMost)
  rows.set(known, byModel)
  return byModel(model)
}
