import { isIP } from 'node:net'
import { domainToASCII } from 'node:url'

/** Returns an IP address as a URL shows it, without brackets; undefined for a name. */
export function addressOf(host: string): string | undefined {
  const bare = bareAddress(host)
  if (isIP(bare) === 0) return undefined
  return bareAddress(URL.parse(`http://${isIP(bare) === 6 ? `[${bare}]` : bare}`)?.hostname ?? bare)
}

const bareAddress = (host: string) => host.replace(/^\[|\]$/g, '')

/** Tests for a host in a list of `images.example`, `*.example` (at any depth), `*` (every host) and IP addresses. */
export const isListedHost = (hostname: string, hosts: readonly string[]): boolean =>
  hosts
    .map((host) => addressOf(host) ?? domainToASCII(host))
    .some(
      (host) =>
        host === '*' || host === bareAddress(hostname) || (host.startsWith('*.') && hostname.endsWith(host.slice(1))),
    )

/** Returns the first entry that is no bare host name and no IP address, as a message; undefined if there is none. */
export function explainInvalidHost(hosts: readonly string[], example: string): string | undefined {
  const invalid = hosts.find((host) => /[:/]/.test(host) && addressOf(host) === undefined)
  return invalid === undefined ? undefined : `invalid host "${invalid}": expected a bare host name such as ${example}`
}

/** IPv4 addresses in the old form of IPv6 (RFC 4291, section 2.5.5.1), which some systems route to the IPv4 address. */
const compatibleAddresses = '::/96'

/**
 * Loads what a request to a public host needs: `request` of Node, and an agent that refuses private addresses except
 * `privateAddresses`. The agent checks the address of the connection, so a name that resolves differently later cannot bypass the
 * check.
 */
export async function openPublicRequest(url: URL, privateAddresses: readonly string[]) {
  const [{ useAgent }, { request }] = await Promise.all([
    import('request-filtering-agent'),
    url.protocol === 'https:' ? import('node:https') : import('node:http'),
  ])
  // The agent compares no IPv4 address with a range of IPv6.
  const denyIPAddressList = url.hostname.startsWith('[') ? [compatibleAddresses] : []
  const rules = { allowIPAddressList: [...privateAddresses], denyIPAddressList }
  return { request, agent: useAgent(url.href, rules) }
}

/** Tests for the error of an agent that refused a private address, which has a text and no code. */
export const isPrivateAddressError = ({ message }: Error): boolean => /is not allowed\. Because/.test(message)

/** Returns the address that an agent refused; undefined if the error does not name the address. */
export const refusedAddress = ({ message }: Error): string | undefined => /DNS lookup (\S+?)\(family/.exec(message)?.[1]
