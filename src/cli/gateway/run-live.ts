import { defaultPace } from '../../conformance/base-url.ts'
import { checkHeaders } from '../../conformance/lab/gateway-headers.ts'
import { createNetworkFetch } from '../../conformance/lab/network.ts'
import { openResumeFile, type ResumeFile } from '../../conformance/lab/resume-file.ts'
import type { Report } from '../../conformance/report.ts'
import { type ProbeRun, type RunOptions, runProbes } from '../../conformance/run.ts'
import { readTool } from '../../conformance/tool.ts'
import { createLive, type Live } from '../../reports/parts/live.ts'
import { type Clock, createScaledClock } from '../../time/clock.ts'
import { msPerMinute } from '../../time/units.ts'
import { exitCodes } from '../exit-codes.ts'
import { choicesOf, type GatewayFlags } from './gateway-flags.ts'
import { openCallbackListener } from './open-callback-listener.ts'

/** Options that each command sets by itself; its flags set the others. */
type LiveRunOptions = Pick<
  RunOptions,
  | 'dialect'
  | 'dialectFile'
  | 'contract'
  | 'pages'
  | 'probes'
  | 'complete'
  | 'sample'
  | 'failsFrom'
  | 'baseUrl'
  | 'mode'
  | 'baseline'
  | 'learned'
>

/** Runs the probes by the clock of the machine, and shows the progress. Throws the errors of `runProbes`. */
export async function runLive(options: LiveRunOptions, flags: GatewayFlags): Promise<ProbeRun> {
  const tool = await readTool()
  const keys = { key: process.env[flags.keyEnv], otherKey: process.env[flags.otherKeyEnv] }
  const { baseUrl } = options
  const { header: headers = {} } = flags
  checkHeaders(headers, options.dialect)
  const resumeFile =
    flags.resume === undefined
      ? undefined
      : await openResumeFile(flags.resume, {
          provider: options.dialect.id,
          baseUrl,
          version: tool.version,
          ...keys,
          headers,
        })
  if (resumeFile) printResumed(resumeFile, flags)
  try {
    return await withDisplay(async (live, clock, signal) => {
      const { callbackListener, close } = await openCallbackListener(flags, clock.now)
      return runProbes({
        ...options,
        thumbnails: true,
        ...keys,
        model: flags.model,
        choices: choicesOf(flags),
        headers,
        tool,
        fetch: await createNetworkFetch(),
        keyName: `the environment variable ${flags.keyEnv}`,
        clock,
        signal,
        callbackListener,
        cache: resumeFile,
        budget: flags.maxImages,
        maxDuration: flags.maxMinutes * msPerMinute,
        concurrency: flags.concurrency,
        pace: flags.pace ?? defaultPace(baseUrl),
        onProgress: live.update,
      }).finally(close)
    })
  } finally {
    await resumeFile?.close()
  }
}

/** Prints how to go on after a run that ended early, and returns the exit code. */
export function exitCodeOfEnd({ ended, images }: Report, { resume }: Pick<GatewayFlags, 'resume'>): number {
  const hint = resume
    ? `Continue with --resume ${resume}`
    : 'The responses were not stored: pass --resume FILE to store them'
  console.error(
    `${ended?.message ?? 'The run ended'}; ${images.spent === 1 ? '1 image was' : `${images.spent} images were`} charged. ${hint}.`,
  )
  return ended?.why === 'interrupted' ? exitCodes.interrupted : exitCodes.unreachable
}

function printResumed({ count, spent, unanswered }: ResumeFile, { resume }: GatewayFlags): void {
  if (count + unanswered.size > 0) console.error(`${resume} has ${count} responses; ${spent} images count as charged.`)
  for (const { what, images } of unanswered.values())
    console.error(`  ${what} was sent, but has no response: the request may have cost ${images} images.`)
}

/** Runs a function with a live display. The first Ctrl-C aborts the signal; the second one ends the process. */
async function withDisplay<T>(run: (live: Live, clock: Clock, signal: AbortSignal) => Promise<T>): Promise<T> {
  const clock = createScaledClock(1)
  const live = await createLive(process.stderr, clock.now)
  const [end, interruption] = [new AbortController(), new AbortController()]
  const stop = () => {
    interruption.abort()
    console.error('Stopping after the responses to requests that may be charged. Press Ctrl-C again to stop at once.')
  }
  process.once('SIGINT', stop)
  void keepRedrawing(live, clock, end.signal)
  return run(live, clock, interruption.signal).finally(() => {
    end.abort()
    process.off('SIGINT', stop)
  })
}

/** Redraws the display every second, so that the elapsed times advance while a probe waits. */
async function keepRedrawing(live: Live, clock: Clock, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await clock.sleep(1000, signal).catch(() => {})
    if (!signal.aborted) live.redraw()
  }
}
