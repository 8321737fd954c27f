/** Rules and settings of the callbacks of a mock. */
export interface CallbackOptions {
  /** Address of every account, for gateways at which the address belongs to the account. None by default. */
  readonly url?: string
  /** Secret of every account, for gateways at which the secret belongs to the account. None by default: nothing is signed with it. */
  readonly secret?: string
  /** Hosts of receivers besides this machine: `receiver.example`, `*.example` (at any depth), or `*` for every public host. */
  readonly hosts?: readonly string[]
  /** Sends callbacks to receivers on this machine: `localhost`, `127.0.0.1` and `[::1]`. True by default. */
  readonly loopback?: boolean
  /** Private addresses that are allowed beside those of this machine, such as `10.0.0.7`. None by default. */
  readonly privateAddresses?: readonly string[]
  /** Gets every callback in place of the network, whatever the host: for receivers in this process. */
  readonly fetch?: (request: Request) => Promise<Response>
}
