import type { Counter, Gauge, Registry } from 'prom-client'
import type { Cause } from '../../dialect/schema.ts'
import { countDrawnImages } from '../images/draw.ts'
import type { Observer } from '../mock-context.ts'
import { count, listDurations, type Tallies, type Tally } from './tallies.ts'

/** Figures about the exchanges of a mock, in the format of Prometheus. */
export interface Metrics extends Observer {
  /** Writes all figures, with those of the process. */
  readonly write: () => Promise<{ readonly text: string; readonly mediaType: string }>
}

/** Counts of refusals by provider and cause. */
type Refusals = Map<string, { readonly provider: string; readonly cause: Cause; count: number }>

/** Figures that are counted without the library. */
interface Counts {
  readonly tallies: Tallies
  readonly refusals: Refusals
  underWay: number
}

/**
 * Counts exchanges from now on. The library is loaded at the first `write`, and the figures of the process begin then, because
 * watching the event loop takes time. All labels have few values: those of contracts and scenarios.
 */
export function createMetrics(): Metrics {
  const counts: Counts = { tallies: new Map(), refusals: new Map(), underWay: 0 }
  let registry: Promise<Registry> | undefined
  return {
    begin() {
      counts.underWay++
    },
    end(ended) {
      if (ended.isRouted) counts.underWay--
      count(counts.tallies, ended)
      if (ended.log.refusal) countRefusal(counts.refusals, ended.call.provider.id, ended.log.refusal)
    },
    endOther() {},
    async write() {
      registry ??= createRegistry(counts)
      const loaded = await registry
      return { text: await loaded.metrics(), mediaType: loaded.contentType }
    },
  }
}

function countRefusal(refusals: Refusals, provider: string, cause: Cause): void {
  const key = `${provider} ${cause}`
  const refusal = refusals.get(key) ?? { provider, cause, count: 0 }
  refusal.count++
  refusals.set(key, refusal)
}

type Library = typeof import('prom-client')

async function createRegistry(counts: Counts): Promise<Registry> {
  const library = await import('prom-client')
  const registry = new library.Registry()
  addExchanges(library, registry, counts)
  addDurations(library, registry, counts)
  addState(library, registry, counts)
  library.collectDefaultMetrics({ register: registry })
  return registry
}

const listTallies = ({ tallies }: Counts): Tally[] => [...tallies.values()].flat()

/** Adds requests, refusals and tasks. Each is written anew at a scrape, from the counts. */
function addExchanges({ Counter }: Library, registry: Registry, counts: Counts): void {
  const registers = [registry]
  const requests: Counter = new Counter({
    name: 'proofsheet_requests_total',
    help: 'Requests to gateways. The status is a class such as 2xx, or broken; the operation is none for an unknown path.',
    labelNames: ['provider', 'operation', 'status', 'scenario'],
    registers,
    collect() {
      requests.reset()
      for (const { statusClass, requests: count, provider, operation, scenario } of listTallies(counts)) {
        const status = statusClass === 0 ? 'broken' : `${statusClass}xx`
        requests.inc({ provider, operation, status, scenario }, count)
      }
    },
  })
  const refusals: Counter = new Counter({
    name: 'proofsheet_refusals_total',
    help: 'Refused requests, by the cause as in dialects.',
    labelNames: ['provider', 'cause'],
    registers,
    collect() {
      refusals.reset()
      for (const { provider, cause, count } of counts.refusals.values()) refusals.inc({ provider, cause }, count)
    },
  })
  const tasks: Counter = new Counter({
    name: 'proofsheet_tasks_created_total',
    help: 'Created tasks. A synchronous request creates a task too.',
    labelNames: ['provider'],
    registers,
    collect() {
      tasks.reset()
      for (const { provider, newTasks } of listTallies(counts)) if (newTasks > 0) tasks.inc({ provider }, newTasks)
    },
  })
}

function addDurations({ Histogram }: Library, registry: Registry, counts: Counts): void {
  const name = 'proofsheet_request_duration_seconds'
  const help = 'Time until the response was complete.'
  const durations = new Histogram({ name, help, labelNames: ['provider', 'operation'], registers: [registry] })
  // The library observes single durations, and has no way to take counts.
  Object.assign(durations, {
    getForPromString: async () => ({ name, help, type: 'histogram', values: listDurations(name, listTallies(counts)) }),
  })
}

/** Adds what is so at the moment of the scrape. */
function addState({ Gauge }: Library, registry: Registry, counts: Counts): void {
  const registers = [registry]
  const running: Gauge = new Gauge({
    name: 'proofsheet_requests_under_way',
    help: 'Requests to gateways without a complete response.',
    registers,
    collect: () => running.set(counts.underWay),
  })
  const images: Gauge = new Gauge({
    name: 'proofsheet_images_drawn',
    help: 'Images that the process has drawn since its start; an image that is fetched again is not always drawn again.',
    registers,
    collect: () => images.set(countDrawnImages()),
  })
}
