import { Command, InvalidArgumentError } from 'commander'
import { type GatewayHeaders, parseHeader } from '../../conformance/lab/gateway-headers.ts'
import { type RunChoices, usualChoices } from '../../probes/run-choices.ts'
import { reports } from '../../reports/reports.ts'
import { exitCodes } from '../exit-codes.ts'

/** Options of a command that sends requests to a gateway. */
export interface GatewayFlags {
  baseUrl?: string
  keyEnv: string
  model?: string
  otherKeyEnv: string
  header?: GatewayHeaders
  maxImages: number
  maxMinutes: number
  concurrency: number
  pace?: number
  only?: string[]
  resume?: string
  report?: string[]
  seed?: number
  thorough?: boolean
  dryRun: boolean
  yes: boolean
}

/** Returns the choices of the run: those of the flags, otherwise the usual ones. */
export const choicesOf = ({ seed = usualChoices.seed, thorough = false }: GatewayFlags): RunChoices => ({
  seed,
  isThorough: thorough,
})

/**
 * Creates a command with the options that verify and probe share. `images` and `minutes` are the defaults of --max-images and
 * --max-minutes.
 */
export const createGatewayCommand = (name: string, images = 10, minutes = 30): Command =>
  new Command(name)
    .option('--key-env <name>', 'environment variable with the API key', 'PROOFSHEET_KEY')
    .option('--model <name>', 'model to request in place of the documented default')
    .option('--other-key-env <name>', "environment variable with a second account's key", 'PROOFSHEET_OTHER_KEY')
    .option(
      '--header <header>',
      "header to add to each request to the gateway's origin, as 'Name: value'; repeatable",
      addHeader,
    )
    .option('--max-images <number>', 'maximum number of images that may be charged', toCount(0), images)
    .option('--max-minutes <number>', 'maximum duration of the run, in minutes', toMinutes, minutes)
    .option('--concurrency <number>', 'maximum number of concurrent requests', toCount(1), 4)
    .option(
      '--pace <ms>',
      'minimum time between requests, in ms (default: 200, or 0 for a gateway on this machine)',
      toCount(0),
    )
    .option('--only <probe...>', 'run only these probes; * matches any text, as in auth.*', toList)
    .option(
      '--resume <file>',
      'store responses in this file, and reuse stored responses instead of paying for them again',
    )
    .option('--report <name=file...>', `write a report to a file; NAME is ${Object.keys(reports).join(', ')}`, toList)
    .option('--dry-run', 'print the plan and its cost, and send nothing', false)
    .option('--yes', 'send requests to a remote gateway without asking for confirmation', false)
    .exitOverride((error) => process.exit(error.exitCode === 0 ? exitCodes.conforms : exitCodes.misuse))

const toList = (value: string, previous: string[] = []) => [...previous, ...value.split(',').filter(Boolean)]

function addHeader(text: string, previous: GatewayHeaders = {}): GatewayHeaders {
  const header = parseHeader(text)
  if (!header) throw new InvalidArgumentError("Expected 'Name: value'.")
  return { ...previous, [header[0]]: header[1] }
}

export function toCount(least: number) {
  return (value: string): number => {
    const count = Number(value)
    if (!Number.isInteger(count) || count < least)
      throw new InvalidArgumentError(`Expected a whole number, at least ${least}.`)
    return count
  }
}

function toMinutes(value: string): number {
  const minutes = Number(value)
  if (!(minutes > 0)) throw new InvalidArgumentError('Expected a number above 0.')
  return minutes
}
