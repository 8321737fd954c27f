#!/usr/bin/env node
import { Command } from 'commander'
import { compareCommand } from './compare.ts'
import { generateCommand } from './generate.ts'
import { mergeCommand } from './merge.ts'
import { mockCommand } from './mock.ts'
import { probeCommand } from './probe.ts'
import { recordCommand } from './record.ts'
import { replayCommand } from './replay.ts'
import { verifyCommand } from './verify.ts'

const program = new Command('proofsheet')
  .description('Contract tests, mocks and typed clients for image-generation APIs')
  .showHelpAfterError()

/** Every command there is. */
for (const command of [
  mockCommand,
  verifyCommand,
  probeCommand,
  compareCommand,
  recordCommand,
  replayCommand,
  generateCommand,
  mergeCommand,
])
  program.addCommand(command)

try {
  await program.parseAsync()
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
