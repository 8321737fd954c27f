#!/usr/bin/env node
import { existsSync, readFileSync } from 'node:fs'
import module from 'node:module'
import { fileURLToPath } from 'node:url'
import { describeOldNode } from './old-node.js'

// Arguments may contain keys, which every user of the machine could read in the list of processes.
process.title = `proofsheet ${process.argv[2] ?? ''}`.trimEnd()
const { engines } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))
const fault = describeOldNode(process.versions.node, engines.node)
if (fault === undefined) {
  // Compiled code is kept in a folder of the package, because another user could fill a folder that several users share.
  module.enableCompileCache(fileURLToPath(new URL('../.cache', import.meta.url)))
  // A clone has the sources, and the package has only what was built. All other files load here, because an old Node cannot load them.
  const source = new URL('../src/cli/run-cli.ts', import.meta.url)
  const { runCli } = await import(existsSync(source) ? source.href : '../dist/cli.js')
  await runCli(process.argv.slice(2))
  // A mock runs until a signal may kill the process, so the compiled code is written now.
  module.flushCompileCache()
} else {
  console.error(fault)
  process.exitCode = 2
}
