/** Clock, keys and deviations of a gateway. */
export interface GatewaySettings<Fault extends string = string> {
  /** Milliseconds since 1970. */
  now(): number
  sleep(ms: number, signal?: AbortSignal): Promise<void>
  readonly keys: readonly string[]
  /** Deviations and variants to show. */
  readonly faults: ReadonlySet<Fault>
}

export interface RunningGateway {
  /** Origin without a trailing slash: http://127.0.0.1:PORT */
  readonly url: string
  /** URL that the paths of the image operations follow. */
  readonly baseUrl: string
  /** Returns the number of images that the gateway has agreed to make, even if the client got an error afterwards. */
  charged(): number
  stop(): Promise<void>
}

/** Gateway that shares no code with Proofsheet, on which the tests try verification. */
export interface Stranger<Fault extends string = string> {
  readonly name: string
  /** Folder of the provider that describes the gateway. */
  readonly folder: string
  /** Keys of two accounts. */
  readonly keys: readonly [string, string]
  /** Deviations from the documentation that a test can switch on. */
  readonly faults: readonly Fault[]
  /** Ways to work that differ from the default and that the documentation allows. */
  readonly variants: readonly Fault[]
  /** Starts the gateway on a free port of 127.0.0.1. */
  open(settings: GatewaySettings<Fault>): Promise<RunningGateway>
}
