import type { ContractOperation } from '../../contract/load.ts'
import { fillPath, pathParameters, pathPattern } from '../../contract/path-template.ts'
import { basePathOf, type Provider } from '../../dialect/provider.ts'
import { decodeUri } from '../../values/decode-uri.ts'

/** Operation that a request addresses, with its path and path parameters. */
export interface RequestTarget {
  /** Operation of the contract; null when no operation matches, such as for an image on another host. */
  readonly operation: string | null
  /** Path of the contract with its parameters filled in; origin and path of the URL when no operation matches. */
  readonly path: string
  readonly params: Readonly<Record<string, string>>
}

export type Locate = (method: string, url: URL) => RequestTarget

type ProviderData = Pick<Provider, 'dialect' | 'contract'>

/** Creates a function that finds the operation for a method and a URL. `baseUrl` is the base of the image operations. */
export function createLocator(provider: ProviderData, baseUrl: string): Locate {
  const { origin } = new URL(baseUrl)
  const origins = [origin, ...provider.dialect.origins]
  const routes = provider.contract.operations
    .flatMap((operation) =>
      listPaths(provider, baseUrl, operation).map((path) => ({
        operation,
        pattern: new RegExp(`^${pathPattern(path)}$`),
        names: pathParameters(path),
      })),
    )
    // Literal paths match before paths with parameters.
    .sort((a, b) => a.names.length - b.names.length)
  return (method, url) => {
    const pathname = url.pathname.replace(/(.)\/+$/, '$1')
    for (const { operation, pattern, names } of origins.includes(url.origin) ? routes : []) {
      const match = operation.method === method && pattern.exec(pathname)
      if (!match) continue
      const params = Object.fromEntries(names.map((name, index) => [name, decodeUri(match[index + 1] ?? '')]))
      return { operation: operation.route, path: fillPath(operation.path, params), params }
    }
    return { operation: null, path: `${url.origin}${url.pathname}`, params: {} }
  }
}

/** Lists the paths that serve an operation: under the base URL, under the path of the contract, and under `extraBasePaths`. */
function listPaths(provider: ProviderData, baseUrl: string, { basePath, path }: ContractOperation): string[] {
  const main = basePathOf(provider)
  const base = new URL(baseUrl).pathname.replace(/\/+$/, '')
  const prefix = base.endsWith(main) ? base.slice(0, base.length - main.length) : base
  const ownBase = basePath === main ? base : `${prefix}${basePath}`
  const also = basePath === '' ? [] : (provider.dialect.extraBasePaths ?? []).map((under) => `${prefix}${under}`)
  // A relative link resolves against the root of the host.
  return [...new Set([ownBase, ...also, basePath])].map((under) => `${under}${path}`)
}
