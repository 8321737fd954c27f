import { calls } from './calls.ts'
import { firstAnswers } from './first-answer.ts'
import { millions } from './memory.ts'
import { coldStarts } from './start.ts'
import { streams } from './stream.ts'
import { suite } from './suite.ts'
import { synchronousWorkloads } from './synchronous.ts'
import { edits, polls, submissions } from './throughput.ts'
import { largeEdits } from './upload.ts'
import { verification } from './verify.ts'
import type { Workload } from './workload.ts'

export const workloads: readonly Workload[] = [
  submissions, polls, edits, largeEdits, streams, coldStarts, millions, verification, calls,
  ...synchronousWorkloads, firstAnswers, suite,
] // biome-ignore format: a list
