import { mkdir, writeFile } from 'node:fs/promises'
import { usualCalls, type WorkloadId } from '../contenders/contender.ts'
import { ours } from '../contenders/ours.ts'
import { cache, responsesFile } from './paths.ts'
import { edit, editSynchronously, generate, poll, stream, submit, type WireRequest } from './requests.ts'
import { send } from './send.ts'
import { freePort, guard, startServer } from './server.ts'

/** Bodies of Proofsheet's responses by request. The bare servers return the same bytes. */
export interface RecordedResponses {
  readonly submit: string
  readonly poll: string
  readonly edit: string
  readonly stream: string
  readonly generate: string
  readonly editSynchronously: string
}

/** Records the responses of our mock, with tasks that end at once, into `responsesFile`. Throws for a status other than 200. */
export async function recordResponses(): Promise<void> {
  await mkdir(cache, { recursive: true })
  const tasks = await withOurs('c', async (fetchText) => {
    const submitted = await fetchText(submit)
    const id = usualCalls.id.exec(submitted)?.[1] ?? ''
    return { submit: submitted, poll: await fetchText(poll(id)), edit: await fetchText(await edit()) }
  })
  const images = await withOurs('k', async (fetchText) => ({
    stream: await fetchText(stream),
    generate: await fetchText(generate),
    editSynchronously: await fetchText(await editSynchronously()),
  }))
  const responses: RecordedResponses = { ...tasks, ...images }
  await writeFile(responsesFile, JSON.stringify(responses))
}

async function withOurs<T>(
  workload: WorkloadId,
  act: (fetchText: (request: WireRequest) => Promise<string>) => Promise<T>,
): Promise<T> {
  const port = await freePort()
  await using server = await startServer(await ours.command(workload, port), port, { name: 'ours' })
  const fetchText = async (request: WireRequest) => {
    const { status, text } = await send(port, request)
    if (status !== 200) throw new Error(`our mock returned ${status}, expected 200: ${text}`)
    return text
  }
  return await guard(server, act(fetchText))
}
