#!/usr/bin/env node
import { runCli } from './run-cli.ts'

// Arguments may contain keys, which every user of the machine could read in the list of processes.
process.title = `proofsheet ${process.argv[2] ?? ''}`.trimEnd()
await runCli(process.argv.slice(2))
