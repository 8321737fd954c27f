import { defaultPace } from '../../conformance/base-url.ts'
import { openResumeFile, type ResumeFile } from '../../conformance/lab/resume-file.ts'
import { Interrupted } from '../../conformance/lab/runner.ts'
import type { RunEvent } from '../../conformance/report.ts'
import { type ProbeRun, type RunOptions, runProbes } from '../../conformance/run.ts'
import { createLive, type Live } from '../../reports/parts/live.ts'
import { type Clock, createScaledClock } from '../../time/clock.ts'
import { readVersion } from '../read-version.ts'
import type { GatewayFlags } from './gateway-command.ts'

const minute = 60_000

/** What a command decides for itself; the rest is in its flags. */
type LiveRunOptions = Pick<RunOptions, 'dialect' | 'dialectFile' | 'probes' | 'failsFrom' | 'baseUrl' | 'mode'>

/**
 * Runs the probes by the clock of the machine, and shows how far it is. Throws what `run` throws; Interrupted, with what
 * was spent and how to go on, when the user stops it.
 */
export async function runLive(options: LiveRunOptions, flags: GatewayFlags): Promise<ProbeRun> {
  const version = await readVersion()
  const keys = { key: process.env[flags.keyEnv], otherKey: process.env[flags.otherKeyEnv] }
  const { baseUrl } = options
  const resumeFile =
    flags.resume === undefined
      ? undefined
      : await openResumeFile(flags.resume, { provider: options.dialect.id, baseUrl, version, ...keys })
  if (resumeFile) printResumed(resumeFile, flags)
  let spent = resumeFile?.spent ?? 0
  try {
    return await withDisplay((live, clock, signal) =>
      runProbes({
        ...options,
        thumbnails: true,
        ...keys,
        tool: { name: 'proofsheet', version },
        fetch: (request) => fetch(request),
        clock,
        signal,
        cache: resumeFile,
        budget: flags.maxImages,
        maxDuration: flags.maxMinutes * minute,
        concurrency: flags.concurrency,
        pace: flags.pace ?? defaultPace(baseUrl),
        onProgress(progress: RunEvent) {
          if (progress.kind === 'exchange') spent = progress.spent
          live.update(progress)
        },
      }),
    )
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error
    const hint = resumeFile
      ? `Go on with --resume ${flags.resume}`
      : 'The answers were not kept: --resume FILE keeps them'
    throw new Interrupted(`Stopped; ${spent} images were charged. ${hint}.`)
  } finally {
    await resumeFile?.close()
  }
}

function printResumed({ count, spent, unanswered }: ResumeFile, { resume }: GatewayFlags): void {
  if (count + unanswered.size > 0) console.error(`${resume} holds ${count} answers; ${spent} images count as spent.`)
  for (const { what, images } of unanswered.values())
    console.error(`  ${what} was sent, and its answer never came: it may have charged ${images} images.`)
}

/** Runs with a display that is redrawn; the signal is that of Ctrl-C, of which a second one ends the process. */
async function withDisplay<T>(run: (live: Live, clock: Clock, signal: AbortSignal) => Promise<T>): Promise<T> {
  const clock = createScaledClock(1)
  const live = await createLive(process.stderr, clock.now)
  const [ended, stopped] = [new AbortController(), new AbortController()]
  const stop = () => {
    stopped.abort()
    console.error('Stopping, once what may be charged is answered. Ctrl-C again does not wait for that.')
  }
  process.once('SIGINT', stop)
  void keepRedrawing(live, clock, ended.signal)
  return run(live, clock, stopped.signal).finally(() => {
    ended.abort()
    process.off('SIGINT', stop)
  })
}

/** Shows how the time goes on while a probe waits. */
async function keepRedrawing(live: Live, clock: Clock, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await clock.sleep(1000, signal).catch(() => {})
    if (!signal.aborted) live.redraw()
  }
}
