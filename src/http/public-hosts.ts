import { domainToASCII } from 'node:url'

/** Tests for a host in a list of `images.example`, `*.example` (at any depth) and `*` (every host). */
export const isListedHost = (hostname: string, hosts: readonly string[]): boolean =>
  hosts
    .map((host) => domainToASCII(host))
    .some((host) => host === '*' || host === hostname || (host.startsWith('*.') && hostname.endsWith(host.slice(1))))

/** Returns the first entry that is no bare host name, as a message; undefined if all are. */
export function explainInvalidHost(hosts: readonly string[], example: string): string | undefined {
  const invalid = hosts.find((host) => /[:/]/.test(host))
  return invalid === undefined ? undefined : `invalid host "${invalid}": expected a bare host name such as ${example}`
}

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
  return { request, agent: useAgent(url.href, { allowIPAddressList: [...privateAddresses] }) }
}

/** Tests for the error of an agent that refused a private address, which has a text and no code. */
export const isPrivateAddressError = ({ message }: Error): boolean => /is not allowed\. Because/.test(message)
