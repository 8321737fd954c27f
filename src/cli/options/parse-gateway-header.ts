import { InvalidArgumentError } from 'commander'
import { type GatewayHeaders, parseHeader } from '../../conformance/lab/gateway-headers.ts'

/** Parses `Name: value`, or several lines of headers, and adds them to those of earlier flags. Throws for anything else. */
export function parseGatewayHeader(text: string, previous: GatewayHeaders | undefined): GatewayHeaders {
  const headers = text.split('\n').map(parseHeader)
  if (headers.some((header) => !header)) throw new InvalidArgumentError("Expected 'Name: value'.")
  return { ...previous, ...Object.fromEntries(headers.map((header) => header ?? [])) }
}
