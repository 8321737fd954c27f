import { Command } from 'commander'
import { parseGatewayHeader } from '../options/parse-gateway-header.ts'
import { parseList } from '../options/parse-list.ts'
import { parseCount, parseMinutes } from '../options/parse-number.ts'
import { reportFlag } from '../options/report-flag.ts'

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
      parseGatewayHeader,
    )
    .option('--max-images <number>', 'maximum number of images that may be charged', parseCount(0), images)
    .option('--max-minutes <number>', 'maximum duration of the run, in minutes', parseMinutes, minutes)
    .option('--concurrency <number>', 'maximum number of concurrent requests', parseCount(1), 4)
    .option(
      '--pace <ms>',
      'minimum time between requests, in ms (default: 200, or 0 for a gateway on this machine)',
      parseCount(0),
    )
    .option('--only <probe...>', 'run only these probes; * matches any text, as in auth.*', parseList)
    .option(
      '--resume <file>',
      'store responses in this file, and reuse stored responses instead of paying for them again',
    )
    .option(reportFlag.flags, reportFlag.description, parseList)
    .option('--dry-run', 'print the plan and its cost, and send nothing', false)
    .option('--yes', 'send requests to a remote gateway without asking for confirmation', false)
