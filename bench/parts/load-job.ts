import type { WireRequest } from './requests.ts'

/** A load that the generator sends to a server. */
export interface LoadJob {
  readonly port: number
  /** Id of the server's process, whose CPU time is measured. */
  readonly pid: number
  readonly connections: number
  /** Seconds of load before the measurement. */
  readonly warmUp: number
  readonly seconds: number
  /** Requests to send over and over. If there are several, each connection sends a part of them. */
  readonly requests: readonly WireRequest[]
}

/** Result of a load. */
export interface Load {
  /** Responses with a status of 2xx per second. */
  readonly perSecond: number
  /** The server's share of its core. Undefined without /proc. */
  readonly cpu: number | undefined
  /** Number of other responses, errors and timeouts. */
  readonly bad: number
}
