import type { ContractOperation } from '../../src/contract/load.ts'
import { fillPath } from '../../src/contract/path-template.ts'
import { memberNames } from '../../src/contract/walk.ts'
import { toJsonBody } from '../../src/dialect/body-field.ts'
import { usualModel } from '../../src/dialect/models.ts'
import { fieldName } from '../../src/dialect/names.ts'
import type { Provider } from '../../src/dialect/provider.ts'

/** An endpoint of a provider, as the cases vary it. */
export interface Target {
  readonly provider: Provider
  readonly method: string
  /** Path with the parameters as the contract writes them. */
  readonly path: string
  /** Names that a body of the endpoint may have. */
  readonly names: readonly string[]
  /** A body that the endpoint may accept. */
  readonly body: object
  /** Header with an API key; undefined if the key stands in the query. */
  readonly key: readonly [name: string, value: string] | undefined
}

/** Lists the endpoints of providers that a mock serves under their ids. A provider with hundreds has its first hundred. */
export const targetsOf = (providers: readonly Provider[]): Target[] =>
  providers.flatMap((provider) =>
    provider.contract.operations.slice(0, 100).map((operation) => toTarget(provider, operation)),
  )

function toTarget(provider: Provider, { method, basePath, path, bodies }: ContractOperation): Target {
  const { dialect, contract, id } = provider
  const { in: place, name, scheme } = dialect.auth
  const model = usualModel(dialect.models)
  const { references, mask } = dialect
  const names = [
    ...Object.values(bodies).flatMap((schema) => memberNames(contract.document, schema, [])),
    ...(references.json?.fields ?? []),
    ...(references.multipart?.fields ?? []),
    ...(mask?.json ?? []),
    ...(mask?.multipart ?? []),
  ].filter((candidate) => !candidate.startsWith('/'))
  return {
    provider,
    method,
    path: `/${id}${basePath}${path}`,
    names: [...new Set(names)],
    body: toJsonBody([
      [fieldName(dialect, 'prompt'), 'a fox'],
      ...(model === undefined || !dialect.fields.model ? [] : [[fieldName(dialect, 'model'), model] as const]),
    ]),
    key: place === 'header' ? [name, scheme === '' ? 'sk-fuzz' : `${scheme} sk-fuzz`] : undefined,
  }
}

/** Fills the parameters of a path with a value. */
export const pathOf = ({ path }: Target, value: string): string =>
  fillPath(path, Object.fromEntries([...path.matchAll(/\{([^}]+)\}/g)].map(([, name]) => [name, value])))
