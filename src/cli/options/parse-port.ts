import { InvalidArgumentError } from 'commander'

/** Throws for what is no port. */
export function parsePort(value: string): number {
  const port = Number(value)
  if (!Number.isInteger(port) || port < 0 || port > 65535) throw new InvalidArgumentError('it must be from 0 to 65535.')
  return port
}
