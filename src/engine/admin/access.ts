import type { Context, MiddlewareHandler } from 'hono'
import { areEqualSecrets } from '../../values/equal-secrets.ts'

/** Settings that decide who may use the admin API. */
export interface AdminAccess {
  /** Token that each request has to carry; undefined if none is needed. */
  readonly token: string | undefined
  /** Host names with a dot that requests may name, in lower case. */
  readonly allowedHosts: readonly string[]
}

/** Header with the token. `Authorization` has the key of the world that a request concerns. */
const tokenHeader = 'x-proofsheet-token'

/** Checks the options. Throws an Error for a token that no header can carry, and for a host with a scheme, a port or a path. */
export function createAccess(token: string | undefined, allowedHosts: readonly string[]): AdminAccess {
  if (token !== undefined && !/^[\x21-\x7e]+$/.test(token))
    throw new Error('invalid admin token: expected one or more ASCII characters without spaces')
  const invalidHost = allowedHosts.find((host) => /[:/]/.test(host))
  if (invalidHost) throw new Error(`invalid host "${invalidHost}": expected a bare host name such as mock.example`)
  return { token, allowedHosts: allowedHosts.map((host) => host.toLowerCase()) }
}

/**
 * Refuses requests from pages of other sites: by the Origin header, and, against DNS rebinding, by the Host header. A page of
 * this machine may read; only a page of the mock itself may change something.
 */
export const refuseCrossSite =
  ({ allowedHosts }: AdminAccess): MiddlewareHandler =>
  async (c, next) => {
    const host = c.req.header('host') ?? new URL(c.req.url).host
    const origin = c.req.header('origin')
    if (!isKnownHost(host, allowedHosts))
      return refuse(
        c,
        `The host ${host} is unknown: use localhost, an IP address or a name without a dot, or start the mock with --allowed-hosts.`,
      )
    if (origin === undefined) return next()
    const from = URL.parse(origin)
    if (from === null || !mayRead(from, host, allowedHosts))
      return refuse(
        c,
        `Cross-site requests to the admin API are refused: expected a page of this machine or of ${host}.`,
      )
    if (changesState(c) && from.host !== host.toLowerCase())
      return refuse(
        c,
        `A page of ${from.host} may read the admin API, but only a page of ${host} may change something.`,
      )
    return next()
  }

/** Refuses requests without the token, if one is needed. A scraper of `/metrics` may send it as a bearer token. */
export const requireToken =
  ({ token }: AdminAccess): MiddlewareHandler =>
  async (c, next) => {
    if (token === undefined || areEqualSecrets(sentTokenOf(c), token)) return next()
    return c.json(
      {
        error: {
          message:
            'The admin API needs a token: send the header X-Proofsheet-Token with the token of --admin-token, or with the one that the mock printed when it started.',
        },
      },
      401,
      { 'www-authenticate': 'Bearer realm="proofsheet"' },
    )
  }

function sentTokenOf(c: Context): string {
  const sent = c.req.header(tokenHeader)
  if (sent !== undefined || !c.req.path.endsWith('/metrics')) return sent ?? ''
  return c.req.header('authorization')?.replace(/^bearer\s+/i, '') ?? ''
}

const refuse = (c: Context, message: string) => c.json({ error: { message } }, 403)

const nameOf = (host: string) => host.replace(/:\d+$/, '').toLowerCase()

/** Tests for a name that no other site can have: an IP address, or a name without a dot; or for an allowed name. */
const isKnownHost = (host: string, allowedHosts: readonly string[]): boolean =>
  /^(\[[\da-f:]+\]|[\d.]+|[\w-]+)(:\d+)?$/i.test(host) || allowedHosts.includes(nameOf(host))

/** Tests for a page of this machine, of the asked host, of a name without a dot, or of an allowed host. */
const mayRead = ({ hostname }: URL, askedHost: string, allowedHosts: readonly string[]): boolean =>
  /^(127(\.\d+){3}|\[::1\]|[\w-]+)$/.test(hostname) || hostname === nameOf(askedHost) || allowedHosts.includes(hostname)

/** Tests for a request, or for a browser's question about a request, of a method that changes something. */
function changesState({ req }: Context): boolean {
  const method = req.method === 'OPTIONS' ? (req.header('access-control-request-method') ?? '') : req.method
  return !['GET', 'HEAD', ''].includes(method)
}
