import type { Finding, RunEvent } from '../../conformance/report.ts'
import { createPaint, type Paint, styleOf } from './paint.ts'
import { showCounts, symbols } from './sheet.ts'
import { showDuration } from './show-time.ts'
import { oneLine } from './visible.ts'

/** How far a run is. Times by the clock that is given to `follow`, in ms. */
export interface Standing {
  readonly probes: number
  readonly done: number
  readonly spent: number
  readonly budget: number
  readonly startedAt: number
  /** What runs, since when, and what it waits for until when. */
  readonly running: ReadonlyMap<string, { since: number; until?: number; why?: string }>
}

export const standing: Standing = { probes: 0, done: 0, spent: 0, budget: 0, startedAt: 0, running: new Map() }

export function follow(at: Standing, progress: RunEvent, now: number): Standing {
  const running = new Map(at.running)
  switch (progress.kind) {
    case 'plan':
      return { ...standing, probes: progress.probes.length, budget: progress.budget, startedAt: now }
    case 'begins':
      return { ...at, running: running.set(progress.probe, { since: now }) }
    case 'waits': {
      const { probe, ms, why } = progress
      return { ...at, running: running.set(probe, { since: now, ...running.get(probe), until: now + ms, why }) }
    }
    case 'exchange':
      return { ...at, spent: progress.spent }
    case 'ends':
      running.delete(progress.probe)
      return { ...at, done: at.done + 1, running }
    case 'report':
      return { ...at, running: new Map() }
  }
}

/** What runs at the moment, in lines. */
export function showStanding(at: Standing, now: number): string[] {
  const head = `${at.done} of ${at.probes} probes, ${at.spent} of ${at.budget} images, ${showSeconds(now - at.startedAt)}`
  return [
    head,
    ...[...at.running].map(([probe, { since, until = 0, why = '' }]) => {
      const waits = until > now ? `, waits ${showSeconds(until - now)}: ${oneLine(why)}` : ''
      return `  ${probe}  ${showSeconds(now - since)}${waits}`
    }),
  ]
}

/** Whole seconds, so that a line does not flicker. */
const showSeconds = (ms: number) => showDuration(Math.round(ms / 1000) * 1000).replace(/^0 ms$/, '0 s')

/** What stays of an event for good, where something does; where the standing is not shown, waits too. */
export function showEvent(progress: RunEvent, paint: Paint, isLive: boolean): string | undefined {
  switch (progress.kind) {
    case 'plan': {
      return `${progress.probes.length} probes, at most ${progress.price} images, of a budget of ${progress.budget}`
    }
    case 'waits':
      return isLive ? undefined : `  ${progress.probe} waits ${showSeconds(progress.ms)}: ${oneLine(progress.why)}`
    case 'ends':
      return showEnd(progress.probe, progress.findings, paint)
  }
}

function showEnd(probe: string, findings: readonly Finding[], paint: Paint): string {
  const worst = (['error', 'deviates', 'undocumented', 'conforms', 'not observed'] as const)
    .map((verdict) => findings.find((finding) => finding.verdict === verdict))
    .find((finding) => finding !== undefined)
  const name = worst ? paint(styleOf(worst, 'may'), `${symbols[worst.verdict]} ${probe}`) : `  ${probe}`
  return `${name}  ${showCounts(findings)}`
}

export interface Live {
  tell(progress: RunEvent): void
  /** Shows how the time goes on: to be called once a second or so. */
  redraw(): void
}

/**
 * Shows a run while it goes on: on a terminal what runs and how long, redrawn in place; elsewhere a line per probe.
 * `now` gives ms by the clock of the run.
 */
export async function createLive(screen: NodeJS.WriteStream, now: () => number): Promise<Live> {
  const { createLogUpdate } = await import('log-update')
  const draw = screen.isTTY ? createLogUpdate(screen) : undefined
  const paint = createPaint(screen.isTTY && screen.hasColors())
  let at = standing
  const redraw = () => draw?.(showStanding(at, now()).join('\n'))
  return {
    redraw,
    tell(progress) {
      at = follow(at, progress, now())
      const line = showEvent(progress, paint, draw !== undefined)
      if (line !== undefined && draw) draw.persist(line)
      else if (line !== undefined) screen.write(`${line}\n`)
      if (progress.kind !== 'report') return redraw()
      draw?.clear()
      draw?.done()
    },
  }
}
