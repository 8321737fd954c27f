/** Measures the first answers of a mock in a fresh process: a task, and an image in base64. */
import { generate, submit, type WireRequest } from '../parts/requests.ts'

/** Durations in ms. */
export interface FirstAnswer {
  /** From the import of the package to a mock. */
  readonly created: number
  /** From the call of `createMock` to the response to a submission. */
  readonly answered: number
  /** From the call of `createMock` of another provider to an image, which is the first in the process. */
  readonly drawn: number
}

process.once('disconnect', () => process.exit())

const start = performance.now()
const { createMock, findProvider } = await import('../../dist/index.js')

async function answer(provider: string, { method, path, headers, body }: WireRequest) {
  const begin = performance.now()
  const mock = await createMock({ providers: [await findProvider(provider)], atRoot: true, speed: Infinity })
  const created = performance.now()
  const response = await mock.fetch(
    new Request(`http://localhost${path}`, { method, headers, ...(body && { body: body.toString() }) }),
  )
  if (response.status !== 200) throw new Error(`it returned ${response.status}, expected 200`)
  await response.text()
  return { created, answered: performance.now() - begin }
}

const task = await answer('dimilinks', submit)
const image = await answer('openai', generate)
const durations: FirstAnswer = { created: task.created - start, answered: task.answered, drawn: image.answered }
process.send?.(durations)
