import { type Contender, usualCalls, usualWarmUp, type WorkId } from '../contenders/contender.ts'
import { ask, check } from '../parts/ask.ts'
import { load } from '../parts/load.ts'
import { edit, type WireRequest } from '../parts/requests.ts'
import { during, freePort, startServer } from '../parts/server.ts'
import { perSecond, type Work } from './work.ts'

const connections = 32

/** The work of one request over and over, which `prepare` gives once it has seen that it is answered well. */
const throughput = (
  id: WorkId,
  title: string,
  base: string,
  prepare: (contender: Contender, port: number) => Promise<WireRequest>,
): Work => ({
  id,
  title,
  metrics: [{ id: 'perSecond', title: 'requests/s', show: perSecond }],
  base,
  async measure(contender, { seconds }) {
    const port = await freePort()
    const command = await contender.command(id, port)
    await using server = await startServer(command, port, { name: contender.id })
    const request = await during(server, prepare(contender, port))
    const { pid } = server
    const job = { port, pid, connections, warmUp: contender.warmUp ?? usualWarmUp, seconds, requests: [request] }
    const { perSecond, cpu, bad } = await during(server, load(job))
    return { values: { perSecond }, cpu, bad }
  },
})

/** Sends the submission and gives the id of the task, nothing where the answer is none. */
async function submitOne({ calls = usualCalls }: Contender, port: number): Promise<string | undefined> {
  const answer = await ask(port, calls.submit)
  check(answer, (value) => calls.id.test(answer.text) || Array.isArray(value.data))
  return calls.id.exec(answer.text)?.[1]
}

export const submissions = throughput('a', 'JSON submit', 'bare', async (contender, port) => {
  await submitOne(contender, port)
  return (contender.calls ?? usualCalls).submit
})

export const polls = throughput('b', 'GET task', 'bare', async (contender, port) => {
  const id = await submitOne(contender, port)
  if (id === undefined) throw new Error('it answers no id of a task')
  const request = (contender.calls ?? usualCalls).poll(id)
  check(await ask(port, request), ({ status }) => typeof status === 'string')
  return request
})

export const edits = throughput('c', 'multipart edit, 1 MB PNG', 'bare-busboy', async (_contender, port) => {
  const request = await edit()
  check(await ask(port, request), ({ data }) => Array.isArray(data) && data.length > 0)
  return request
})
