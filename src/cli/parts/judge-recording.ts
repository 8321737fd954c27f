import { readCassette } from '../../cassettes/files.ts'
import { openRecording } from '../../conformance/recording.ts'
import type { Report } from '../../conformance/report.ts'
import { type RunOptions, run } from '../../conformance/run.ts'
import type { Provider } from '../../dialect/provider.ts'
import { versionOf } from './run-live.ts'

/** What is judged, whatever it is judged by. */
export type Course = Pick<RunOptions, 'dialect' | 'dialectFile' | 'probes' | 'failsFrom'>

/** Judges a recording in place of a gateway. Throws where it is one of another provider. */
export async function judgeRecording(course: Course, provider: Provider, file: string): Promise<Report> {
  const cassette = await readCassette(file)
  if (cassette.provider !== provider.id)
    throw new Error(`${file} is a recording of ${cassette.provider}, not of ${provider.id}`)
  const { used, ...recording } = openRecording(cassette, provider)
  const tool = { name: 'proofsheet', version: await versionOf() }
  const report = await run({ ...course, ...recording, tool, budget: 0, thumbnails: true })
  console.error(`${file} holds ${cassette.exchanges.length} exchanges; probes ask for ${used()} of them.`)
  return report
}
