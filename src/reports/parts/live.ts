import type { Finding, RunEvent } from '../../conformance/report.ts'
import { styleOf } from './finding-style.ts'
import { createPaint, type Paint } from './paint.ts'
import { showCounts, verdictSymbols } from './sheet.ts'
import { showDuration } from './show-time.ts'
import { toOneLine } from './visible.ts'

/** Progress of a run. Times are in ms, by the clock of the run. */
export interface LiveState {
  readonly probes: number
  readonly done: number
  /** Images charged so far. */
  readonly spent: number
  /** Images that may be charged. */
  readonly budget: number
  readonly startedAt: number
  /** Probes that are running: the start, and the end and reason of the current wait. */
  readonly running: ReadonlyMap<string, { since: number; until?: number; why?: string }>
}

export const initialState: LiveState = { probes: 0, done: 0, spent: 0, budget: 0, startedAt: 0, running: new Map() }

export function updateState(state: LiveState, progress: RunEvent, now: number): LiveState {
  const running = new Map(state.running)
  switch (progress.kind) {
    case 'plan':
      return { ...initialState, probes: progress.probes.length, budget: progress.budget, startedAt: now }
    case 'begins':
      return { ...state, running: running.set(progress.probe, { since: now }) }
    case 'waits': {
      const { probe, ms, why } = progress
      return { ...state, running: running.set(probe, { since: now, ...running.get(probe), until: now + ms, why }) }
    }
    case 'exchange':
      return { ...state, spent: progress.spent }
    case 'ends':
      running.delete(progress.probe)
      return { ...state, done: state.done + 1, running }
    case 'report':
      return { ...state, running: new Map() }
  }
}

/** Formats the progress as lines: totals, then a line per running probe. */
export function showState(state: LiveState, now: number): string[] {
  const head = `${state.done} of ${state.probes} probes, ${state.spent} of ${state.budget} images, ${showSeconds(now - state.startedAt)}`
  return [
    head,
    ...[...state.running].map(([probe, { since, until = 0, why = '' }]) => {
      const waits = until > now ? `, waits ${showSeconds(until - now)}: ${toOneLine(why)}` : ''
      return `  ${probe}  ${showSeconds(now - since)}${waits}`
    }),
  ]
}

/** Formats whole seconds, so that the line does not flicker. */
const showSeconds = (ms: number) => showDuration(Math.round(ms / 1000) * 1000).replace(/^0 ms$/, '0 s')

/** Formats the permanent line of an event, or returns undefined. Waits have a line only where no live display shows them. */
function showEvent(progress: RunEvent, paint: Paint, isLive: boolean): string | undefined {
  switch (progress.kind) {
    case 'plan': {
      return `${progress.probes.length} probes, at most ${progress.budget} images; ${Math.min(progress.price, progress.budget)} if the gateway behaves as documented`
    }
    case 'waits':
      return isLive ? undefined : `  ${progress.probe} waits ${showSeconds(progress.ms)}: ${toOneLine(progress.why)}`
    case 'ends':
      return showEnd(progress.probe, progress.findings, paint)
  }
}

function showEnd(probe: string, findings: readonly Finding[], paint: Paint): string {
  const worst = (['error', 'deviates', 'undocumented', 'conforms', 'not observed'] as const)
    .map((verdict) => findings.find((finding) => finding.verdict === verdict))
    .find((finding) => finding !== undefined)
  const name = worst ? paint(styleOf(worst, 'may'), `${verdictSymbols[worst.verdict]} ${probe}`) : `  ${probe}`
  return `${name}  ${showCounts(findings)}`
}

export interface Live {
  update(progress: RunEvent): void
  /** Updates the elapsed times. Call about once per second. */
  redraw(): void
}

/**
 * Creates a display of a run in progress: on a terminal the running probes and their times, redrawn in place; elsewhere a line
 * per probe. `now` returns ms by the clock of the run.
 */
export async function createLive(screen: NodeJS.WriteStream, now: () => number): Promise<Live> {
  const { createLogUpdate } = await import('log-update')
  const draw = screen.isTTY ? createLogUpdate(screen) : undefined
  const paint = createPaint(screen.isTTY && screen.hasColors())
  let state = initialState
  const redraw = () => draw?.(showState(state, now()).join('\n'))
  return {
    redraw,
    update(progress) {
      state = updateState(state, progress, now())
      const line = showEvent(progress, paint, draw !== undefined)
      if (line !== undefined && draw) draw.persist(line)
      else if (line !== undefined) screen.write(`${line}\n`)
      if (progress.kind !== 'report') return redraw()
      draw?.clear()
      draw?.done()
    },
  }
}
