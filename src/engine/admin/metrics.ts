import type { Counter, Gauge, Histogram, Registry } from 'prom-client'
import { parseSelection } from '../../scenario/selection.ts'
import { msPerSecond } from '../../time/units.ts'
import { countDrawnImages } from '../images/draw.ts'
import type { Observer } from '../mock-context.ts'
import { type EndedCall, isNewTask } from '../request/exchange-summary.ts'

/** Figures about the exchanges of a mock, in the format of Prometheus. */
export interface Metrics extends Observer {
  /** Writes all figures, with those of the process. */
  readonly write: () => Promise<{ readonly text: string; readonly mediaType: string }>
}

/** Bounds of the buckets for durations, in seconds: a reply without an image takes about 1 ms, a slow scenario some minutes. */
const bounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300]

/**
 * Counts exchanges from now on. The library is loaded at the first exchange, and the figures of the process begin at the first
 * `write`, because watching the event loop takes time. All labels have few values: those of contracts and scenarios.
 */
export function createMetrics(): Metrics {
  let underWay = 0
  let figures: Figures | undefined
  let loading: Promise<Figures> | undefined
  /** Exchanges that ended before the library was loaded. */
  const waiting: EndedCall[] = []
  const load = async () => {
    figures = createFigures(await import('prom-client'), () => underWay)
    for (const ended of waiting.splice(0)) figures.count(ended)
    return figures
  }
  return {
    begin() {
      underWay++
    },
    end(ended) {
      if (ended.isRouted) underWay--
      if (figures) return figures.count(ended)
      waiting.push(ended)
      loading ??= load()
    },
    endOther() {},
    async write() {
      loading ??= load()
      return (await loading).write()
    },
  }
}

interface Figures extends Pick<Metrics, 'write'> {
  count(ended: EndedCall): void
}

function createFigures(library: typeof import('prom-client'), underWay: () => number): Figures {
  const registry: Registry = new library.Registry()
  const registers = [registry]
  const requests: Counter = new library.Counter({
    name: 'proofsheet_requests_total',
    help: 'Requests to gateways. The status is a class such as 2xx, or broken; the operation is none for an unknown path.',
    labelNames: ['provider', 'operation', 'status', 'scenario'],
    registers,
  })
  const durations: Histogram = new library.Histogram({
    name: 'proofsheet_request_duration_seconds',
    help: 'Time until the response was complete.',
    labelNames: ['provider', 'operation'],
    buckets: bounds,
    registers,
  })
  const refusals: Counter = new library.Counter({
    name: 'proofsheet_refusals_total',
    help: 'Refused requests, by the cause as in dialects.',
    labelNames: ['provider', 'cause'],
    registers,
  })
  const tasks: Counter = new library.Counter({
    name: 'proofsheet_tasks_created_total',
    help: 'Created tasks. A synchronous request creates a task too.',
    labelNames: ['provider'],
    registers,
  })
  const running: Gauge = new library.Gauge({
    name: 'proofsheet_requests_under_way',
    help: 'Requests to gateways without a complete response.',
    registers,
    collect: () => running.set(underWay()),
  })
  const images: Gauge = new library.Gauge({
    name: 'proofsheet_images_drawn',
    help: 'Images that the process has drawn since its start; an image that is fetched again is not always drawn again.',
    registers,
    collect: () => images.set(countDrawnImages()),
  })
  let watchesProcess = false
  return {
    count(ended) {
      const { call, log, status, durationMs, isRouted } = ended
      const provider = call.provider.id
      const operation = isRouted ? call.operation.route : 'none'
      const scenario = (log.effects && parseSelection(log.effects.selection)?.name) ?? 'none'
      const statusClass = status === undefined ? 'broken' : `${Math.floor(status / 100)}xx`
      requests.inc({ provider, operation, status: statusClass, scenario })
      durations.observe({ provider, operation }, durationMs / msPerSecond)
      if (log.refusal !== undefined) refusals.inc({ provider, cause: log.refusal })
      if (isNewTask(ended)) tasks.inc({ provider })
    },
    async write() {
      if (!watchesProcess) library.collectDefaultMetrics({ register: registry })
      watchesProcess = true
      return { text: await registry.metrics(), mediaType: registry.contentType }
    },
  }
}
