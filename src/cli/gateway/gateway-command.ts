import { Command, InvalidArgumentError } from 'commander'
import { reports } from '../../reports/reports.ts'
import { exitCodes } from '../exit-codes.ts'

/** What a command that asks a gateway is told. */
export interface GatewayFlags {
  baseUrl?: string
  keyEnv: string
  otherKeyEnv: string
  maxImages: number
  maxMinutes: number
  concurrency: number
  pace?: number
  only?: string[]
  resume?: string
  report?: string[]
  dryRun: boolean
  yes: boolean
}

/** A command with the flags of all that ask a gateway; `images` is what it may charge where nobody says how much. */
export const createGatewayCommand = (name: string, images = 10): Command =>
  new Command(name)
    .option('--key-env <name>', 'the environment variable that holds the key', 'PROOFSHEET_KEY')
    .option('--other-key-env <name>', 'that of a second key, of somebody else', 'PROOFSHEET_OTHER_KEY')
    .option('--max-images <number>', 'pictures that may be charged', toCount(0), images)
    .option('--max-minutes <number>', 'how long it may take', toMinutes, 30)
    .option('--concurrency <number>', 'requests that may be under way at once', toCount(1), 4)
    .option('--pace <ms>', 'ms from one request to the next; 200 when not given, 0 on this machine', toCount(0))
    .option('--only <probe...>', 'only these probes; * stands for any text, such as auth.*', toList)
    .option('--resume <file>', 'keep answers in this file, and do not ask or pay again for those that it holds')
    .option('--report <name=file...>', `write a report: ${Object.keys(reports).join(', ')}`, toList)
    .option('--dry-run', 'print the plan and its price, and send nothing', false)
    .option('--yes', 'do not ask before a gateway that is not on this machine is sent anything', false)
    .exitOverride((error) => process.exit(error.exitCode === 0 ? exitCodes.conforms : exitCodes.misuse))

const toList = (value: string, before: string[] = []) => [...before, ...value.split(',').filter(Boolean)]

function toCount(least: number) {
  return (value: string): number => {
    const count = Number(value)
    if (!Number.isInteger(count) || count < least)
      throw new InvalidArgumentError(`it must be a whole number from ${least}.`)
    return count
  }
}

function toMinutes(value: string): number {
  const minutes = Number(value)
  if (!(minutes > 0)) throw new InvalidArgumentError('it must be a number above 0.')
  return minutes
}
