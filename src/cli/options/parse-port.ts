import { InvalidArgumentError } from 'commander'

/** Parses a port. Throws for anything but an integer from 0 to 65535. */
export function parsePort(value: string): number {
  const port = Number(value)
  if (!Number.isInteger(port) || port < 0 || port > 65535)
    throw new InvalidArgumentError('Expected an integer from 0 to 65535.')
  return port
}
