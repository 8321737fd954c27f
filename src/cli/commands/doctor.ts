import { Command } from 'commander'
import type { DoctorFlags } from '../doctor/doctor-flags.ts'
import { withExitCode } from '../exit-codes.ts'
import { withExamples } from '../help/examples.ts'
import { parsePort } from '../options/parse-number.ts'

export const createDoctorCommand = (loadAll: () => Promise<Command[]>): Command =>
  withExamples(
    new Command('doctor')
      .option('--port <number>', 'port of the mock (default: that of proofsheet mock)', parsePort)
      .option('--host <address>', 'address of the mock (default: that of proofsheet mock)')
      .option('--store <address>', 'store of the mock (default: that of proofsheet mock)')
      .option('--json', 'print the checks as JSON', false)
      .action(
        withExitCode(async (flags: DoctorFlags) =>
          (await import('../doctor/doctor.ts')).runDoctor(flags, await loadAll()),
        ),
      ),
    ['In the folder where you start the mock', 'proofsheet doctor'],
    ['Whether a shared store answers', 'proofsheet doctor --store redis://127.0.0.1:6379/0'],
  )
