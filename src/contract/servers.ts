import { isNode, type Node, nodeAt } from './document.ts'

/** Returns the origin of a server with the default of each variable; undefined if the URL names no host. */
export function serverOrigin(server: unknown): string | undefined {
  const url = isNode(server) && typeof server.url === 'string' ? fillVariables(server.url.trim(), server) : ''
  return URL.canParse(url) ? new URL(url).origin : undefined
}

/** Returns the path of a server, such as `/v1`; empty if the server has none, or if its URL cannot be read. */
export function serverPath(server: unknown): string {
  const url = isNode(server) && typeof server.url === 'string' ? fillVariables(server.url.trim(), server) : ''
  // Documents also name the host alone, without a scheme.
  const isBareHost = /^(localhost|[\w-]+(\.[\w-]+)*\.[a-z]{2,})(:\d+)?(\/|$)/i.test(url)
  const address = isBareHost ? `http://${url}` : url
  return URL.canParse(address, 'http://localhost')
    ? new URL(address, 'http://localhost').pathname.replaceAll(/\/{2,}/g, '/').replace(/\/$/, '')
    : ''
}

/** Replaces each variable by its default, by its first allowed value, or by its name if the document gives neither. */
const fillVariables = (url: string, server: Node): string =>
  url.replaceAll(/\{([^}]*)\}/g, (_, name: string) => {
    const variable = nodeAt(nodeAt(server, 'variables'), name)
    const allowed = Array.isArray(variable.enum) ? variable.enum : []
    return String(variable.default ?? allowed[0] ?? name)
  })
