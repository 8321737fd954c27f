import { readFile } from 'node:fs/promises'
import { usualPace } from '../../conformance/base-url.ts'
import { type AnswerFile, openAnswerFile } from '../../conformance/lab/resume-file.ts'
import { Interrupted } from '../../conformance/lab/runner.ts'
import type { Progress } from '../../conformance/report.ts'
import { type Explored, explore, type RunOptions } from '../../conformance/run.ts'
import { createLive, type Live } from '../../reports/parts/live.ts'
import { type Clock, createScaledClock } from '../../time/clock.ts'
import type { GatewayFlags } from './gateway-command.ts'

const minute = 60_000

/** What a command decides for itself; the rest is in its flags. */
type Course = Pick<RunOptions, 'dialect' | 'dialectFile' | 'probes' | 'failsFrom' | 'baseUrl' | 'pays'>

/**
 * Runs the probes by the clock of the machine, and shows how far it is. Throws what `run` throws; Interrupted, with what
 * was spent and how to go on, when the user stops it.
 */
export async function exploreLive(course: Course, flags: GatewayFlags): Promise<Explored> {
  const version = await versionOf()
  const keys = { key: process.env[flags.keyEnv], otherKey: process.env[flags.otherKeyEnv] }
  const { baseUrl } = course
  const book =
    flags.resume === undefined
      ? undefined
      : await openAnswerFile(flags.resume, { provider: course.dialect.id, baseUrl, version, ...keys })
  if (book) tellOf(book, flags)
  let spent = book?.spent ?? 0
  try {
    return await watched((live, clock, signal) =>
      explore({
        ...course,
        thumbnails: true,
        ...keys,
        tool: { name: 'proofsheet', version },
        fetch: (request) => fetch(request),
        clock,
        signal,
        book,
        budget: flags.maxImages,
        time: flags.maxMinutes * minute,
        concurrency: flags.concurrency,
        pace: flags.pace ?? usualPace(baseUrl),
        onProgress(progress: Progress) {
          if (progress.kind === 'exchange') spent = progress.spent
          live.tell(progress)
        },
      }),
    )
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error
    const how = book ? `Go on with --resume ${flags.resume}` : 'The answers were not kept: --resume FILE keeps them'
    throw new Interrupted(`Stopped; ${spent} images were charged. ${how}.`)
  } finally {
    await book?.close()
  }
}

function tellOf({ count, spent, lost }: AnswerFile, { resume }: GatewayFlags): void {
  if (count + lost.size > 0) console.error(`${resume} holds ${count} answers; ${spent} images count as spent.`)
  for (const { what, images } of lost.values())
    console.error(`  ${what} was sent, and its answer never came: it may have charged ${images} images.`)
}

/** Runs with a display that is redrawn; the signal is that of Ctrl-C, of which a second one ends the process. */
async function watched<T>(act: (live: Live, clock: Clock, signal: AbortSignal) => Promise<T>): Promise<T> {
  const clock = createScaledClock(1)
  const live = await createLive(process.stderr, clock.now)
  const [ended, stopped] = [new AbortController(), new AbortController()]
  const stop = () => {
    stopped.abort()
    console.error('Stopping, once what may be charged is answered. Ctrl-C again does not wait for that.')
  }
  process.once('SIGINT', stop)
  void redrawing(live, clock, ended.signal)
  return act(live, clock, stopped.signal).finally(() => {
    ended.abort()
    process.off('SIGINT', stop)
  })
}

/** Shows how the time goes on while a probe waits. */
async function redrawing(live: Live, clock: Clock, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await clock.sleep(1000, signal).catch(() => {})
    if (!signal.aborted) live.redraw()
  }
}

export async function versionOf(): Promise<string> {
  const text = await readFile(new URL('../../../package.json', import.meta.url), 'utf8')
  return (JSON.parse(text) as { version: string }).version
}
