import { mkdir, writeFile } from 'node:fs/promises'
import { usualCalls, type WorkId } from '../contenders/contender.ts'
import { ours } from '../contenders/ours.ts'
import { ask } from './ask.ts'
import { answersFile, cache } from './paths.ts'
import { edit, poll, stream, submit, type WireRequest } from './requests.ts'
import { during, freePort, startServer } from './server.ts'

/** What we answer to each request: the bytes that the bare servers answer too. */
export interface Answers {
  readonly submit: string
  readonly poll: string
  readonly edit: string
  readonly stream: string
}

/** Asks our own mock, of tasks that are done. */
export async function captureAnswers(): Promise<void> {
  await mkdir(cache, { recursive: true })
  const images = await withOurs('c', async (told) => {
    const submitted = await told(submit)
    const id = usualCalls.id.exec(submitted)?.[1] ?? ''
    return { submit: submitted, poll: await told(poll(id)), edit: await told(await edit()) }
  })
  const answers: Answers = { ...images, stream: await withOurs('e', (told) => told(stream)) }
  await writeFile(answersFile, JSON.stringify(answers))
}

async function withOurs<T>(
  work: WorkId,
  act: (told: (request: WireRequest) => Promise<string>) => Promise<T>,
): Promise<T> {
  const port = await freePort()
  await using server = await startServer(await ours.command(work, port), port, { name: 'ours' })
  const told = async (request: WireRequest) => {
    const { status, text } = await ask(port, request)
    if (status !== 200) throw new Error(`our mock answers ${status} ${text}`)
    return text
  }
  return await during(server, act(told))
}
