/** A request that a client sends to a mock. */
export interface Job {
  readonly id: string
  readonly baseUrl: string
  /** Key of the gateway; by default the key of the mock. */
  readonly key?: string
  readonly does: 'generate' | 'edit' | 'stream'
  readonly model?: string | undefined
  /** Leaves the retries of the client as they come; without it the client sends one request. */
  readonly retries?: 'usual'
}

/** Images as the client gives them to its caller: links, base64 texts, or bytes of a length; or the error that it throws. */
export interface Result {
  readonly id: string
  readonly images?: readonly { readonly url?: string; readonly base64?: string; readonly bytes?: number }[]
  readonly error?: string
}

/** A major of a client that can be installed. */
export interface RealClient {
  /** Name in `openapi/clients.yaml`. */
  readonly name: string
  readonly major: number
  readonly version: string
  /** Runs the jobs one after the other. Throws Unavailable if this machine lacks a program that the client needs. */
  run(jobs: readonly Job[]): Promise<Result[]>
}

export const key = 'sk-interop-client-0123456789'
export const prompt = 'A red fox on a green hill'
