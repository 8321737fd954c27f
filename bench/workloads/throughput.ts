import { type Contender, usualCalls, usualWarmUp, type WorkloadId } from '../contenders/contender.ts'
import { load } from '../parts/load.ts'
import { edit, type WireRequest } from '../parts/requests.ts'
import { check, send } from '../parts/send.ts'
import { freePort, guard, startServer } from '../parts/server.ts'
import { perSecond, type Workload } from './workload.ts'

const connections = 32

/** Creates a workload that sends one request over and over. `prepare` checks the response and returns the request. */
const createThroughput = (
  id: WorkloadId,
  title: string,
  base: string,
  prepare: (contender: Contender, port: number) => Promise<WireRequest>,
): Workload => ({
  id,
  title,
  metrics: [{ id: 'perSecond', title: 'requests/s', show: perSecond }],
  base,
  async measure(contender, { seconds }) {
    const port = await freePort()
    const command = await contender.command(id, port)
    await using server = await startServer(command, port, { name: contender.id })
    const request = await guard(server, prepare(contender, port))
    const { pid } = server
    const job = { port, pid, connections, warmUp: contender.warmUp ?? usualWarmUp, seconds, requests: [request] }
    const { perSecond, cpu, bad } = await guard(server, load(job))
    return { values: { perSecond }, cpu, bad }
  },
})

/** Sends the submission. Returns the id of the task, or undefined if the response is a finished image. */
async function submitOne({ calls = usualCalls }: Contender, port: number): Promise<string | undefined> {
  const response = await send(port, calls.submit)
  check(response, (value) => calls.id.test(response.text) || Array.isArray(value.data))
  return calls.id.exec(response.text)?.[1]
}

export const submissions = createThroughput('a', 'JSON submit', 'bare', async (contender, port) => {
  await submitOne(contender, port)
  return (contender.calls ?? usualCalls).submit
})

export const polls = createThroughput('b', 'GET task', 'bare', async (contender, port) => {
  const id = await submitOne(contender, port)
  if (id === undefined) throw new Error('its response has no task id')
  const request = (contender.calls ?? usualCalls).poll(id)
  check(await send(port, request), ({ status }) => typeof status === 'string')
  return request
})

export const edits = createThroughput('c', 'multipart edit, 1 MB PNG', 'bare-busboy', async (_contender, port) => {
  const request = await edit()
  check(await send(port, request), ({ data }) => Array.isArray(data) && data.length > 0)
  return request
})
