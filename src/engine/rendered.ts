/** A response before it becomes a Response: JSON, or bytes of the media type in its headers, or no body. */
export interface Rendered {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly json?: unknown
  readonly bytes?: Uint8Array
}

export const headersOf = ({ headers, json }: Rendered): Record<string, string> =>
  json === undefined ? { ...headers } : { ...headers, 'content-type': 'application/json' }
