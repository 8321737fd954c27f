import type { ContractOperation } from '../../contract/load.ts'
import { fillPath, pathParameters, pathPattern } from '../../contract/path-template.ts'
import { basePathOf, type Provider } from '../../dialect/provider.ts'

/** What a request is for. */
export interface RequestTarget {
  /** Of the contract; null where it is none, such as a picture on another host. */
  readonly operation: string | null
  /** The path as the contract has it, filled in; origin and path where it is no operation. */
  readonly path: string
  readonly params: Readonly<Record<string, string>>
}

export type Locate = (method: string, url: URL) => RequestTarget

type ProviderData = Pick<Provider, 'dialect' | 'contract'>

/** Tells operations by method and URL, at a gateway whose image operations lie at that base. */
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
    // A path that is written out comes before one that names a part.
    .sort((a, b) => a.names.length - b.names.length)
  return (method, url) => {
    const pathname = url.pathname.replace(/(.)\/+$/, '$1')
    for (const { operation, pattern, names } of origins.includes(url.origin) ? routes : []) {
      const match = operation.method === method && pattern.exec(pathname)
      if (!match) continue
      const params = Object.fromEntries(names.map((name, index) => [name, decodePart(match[index + 1] ?? '')]))
      return { operation: operation.route, path: fillPath(operation.path, params), params }
    }
    return { operation: null, path: `${url.origin}${url.pathname}`, params: {} }
  }
}

/** Where an operation may answer: at the base URL, as the contract has it, and wherever else the provider does. */
function listPaths(provider: ProviderData, baseUrl: string, { basePath, path }: ContractOperation): string[] {
  const main = basePathOf(provider)
  const base = new URL(baseUrl).pathname.replace(/\/+$/, '')
  const prefix = base.endsWith(main) ? base.slice(0, base.length - main.length) : base
  const ownBase = basePath === main ? base : `${prefix}${basePath}`
  const also = basePath === '' ? [] : (provider.dialect.alsoUnder ?? []).map((under) => `${prefix}${under}`)
  // A relative link leads to the root of the host.
  return [...new Set([ownBase, ...also, basePath])].map((under) => `${under}${path}`)
}

function decodePart(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
