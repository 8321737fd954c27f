import { usualWarmUp, type WorkloadId } from '../contenders/contender.ts'
import { load } from '../parts/load.ts'
import { readRss } from '../parts/proc.ts'
import { editSynchronously, generate, generateMany, streamMany, type WireRequest } from '../parts/requests.ts'
import { check, send, type TextResponse } from '../parts/send.ts'
import { freePort, guard, startServer } from '../parts/server.ts'
import { checkStream } from './stream.ts'
import { digits, perSecond, type Workload } from './workload.ts'

const mb = 1e6

interface Kind {
  readonly id: WorkloadId
  readonly title: string
  readonly base: string
  readonly unit: 'requests/s' | 'streams/s'
  readonly connections: number
  readonly listRequests: () => Promise<readonly WireRequest[]> | readonly WireRequest[]
  readonly checkResponse: (response: TextResponse) => void
}

/** Checks that a response has an image in base64. */
const checkImage = (response: TextResponse) =>
  check(response, ({ data }) => {
    const [image] = data as { b64_json?: string }[]
    return Buffer.from(image?.b64_json ?? '', 'base64').toString('latin1', 1, 4) === 'PNG'
  })

/** Creates a workload of synchronous images, and measures the memory after the load. */
const createSynchronous = ({ id, title, base, unit, connections, listRequests, checkResponse }: Kind): Workload => ({
  id,
  title,
  metrics: [
    { id: 'perSecond', title: unit, show: perSecond },
    { id: 'resident', title: 'RSS after', show: digits(' MB', 0) },
  ],
  base,
  async measure(contender, { seconds }) {
    const port = await freePort()
    await using server = await startServer(await contender.command(id, port), port, { name: contender.id })
    const requests = await listRequests()
    checkResponse(await guard(server, send(port, requests[0] as WireRequest)))
    const { pid } = server
    const job = { port, pid, connections, warmUp: contender.warmUp ?? usualWarmUp, seconds, requests }
    const measured = await guard(server, load(job))
    const { cpu, bad } = measured
    return { values: { perSecond: measured.perSecond, resident: (readRss(pid) ?? Number.NaN) / mb }, cpu, bad }
  },
})

const images = { base: 'bare', unit: 'requests/s', connections: 32, checkResponse: checkImage } as const

export const synchronousWorkloads: readonly Workload[] = [
  createSynchronous({ ...images, id: 'j', title: 'image in base64, new prompts', listRequests: generateMany }),
  createSynchronous({ ...images, id: 'k', title: 'image in base64, one prompt', listRequests: () => [generate] }),
  createSynchronous({
    ...{ id: 'l', title: 'SSE, 3 partial images, new prompts', base: 'bare', unit: 'streams/s', connections: 8 },
    listRequests: streamMany,
    checkResponse: checkStream,
  }),
  createSynchronous({
    ...images,
    ...{ id: 'm', title: 'edit of 1 MB, image in base64', base: 'bare-busboy' },
    listRequests: async () => [await editSynchronously()],
  }),
]
