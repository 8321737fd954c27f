import { listNamedOperations } from '../../dialect/named-operations.ts'
import type { Provider } from '../../dialect/provider.ts'
import { loadLibrary, prismOf } from '../../engine/validate/prism.ts'
import { loadFetchClasses } from '../../http/fetch-classes.ts'
import type { Step } from './run-when-idle.ts'

/** Lists what the first requests of a mock would load, in small steps. Nothing of the steps is seen in the mock. */
export function* listLoadSteps(providers: readonly Provider[]): Generator<Step> {
  yield async () => loadFetchClasses()
  yield () => import('sharp')
  yield async () => (await import('../../engine/images/draw-ahead.ts')).drawAhead()
  yield loadLibrary
  for (const { contract, dialect } of providers) {
    const prism = prismOf(contract)
    for (const route of new Set([...listNamedOperations(dialect)].map(({ key }) => key))) {
      const operation = contract.operations.find((one) => one.route === route)
      if (!operation) continue
      yield async () => prism.checksOf(operation)
      yield () => prism.prepare(route)
    }
  }
}
