#!/usr/bin/env node
import { describeOldNode } from './old-node.ts'

// Arguments may contain keys, which every user of the machine could read in the list of processes.
process.title = `proofsheet ${process.argv[2] ?? ''}`.trimEnd()
const fault = describeOldNode(process.versions.node)
if (fault === undefined) {
  // All other files load after the check, because an old Node cannot load them.
  const { runCli } = await import('./run-cli.ts')
  await runCli(process.argv.slice(2))
} else {
  console.error(fault)
  process.exitCode = 1
}
