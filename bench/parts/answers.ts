import { mkdir, writeFile } from 'node:fs/promises'
import { usualCalls } from '../contenders/contender.ts'
import { ours } from '../contenders/ours.ts'
import { ask } from './ask.ts'
import { answersFile, cache } from './paths.ts'
import { edit, poll, stream, submit } from './requests.ts'
import { freePort, startServer } from './server.ts'

/** What we answer to each request: the bytes that the bare servers answer too. */
export interface Answers {
  readonly submit: string
  readonly poll: string
  readonly edit: string
  readonly stream: string
}

/** Asks our own mock, of tasks that are done. */
export async function captureAnswers(): Promise<Answers> {
  await mkdir(cache, { recursive: true })
  const port = await freePort()
  const told = async (request: Parameters<typeof ask>[1], at = port) => {
    const { status, text } = await ask(at, request)
    if (status !== 200) throw new Error(`our mock answers ${status}: ${text}`)
    return text
  }
  await using _ = await startServer(await ours.command('c', port), port, { name: 'answers' })
  const submitted = await told(submit)
  const id = usualCalls.id.exec(submitted)?.[1] ?? ''
  const streamPort = await freePort()
  await using __ = await startServer(await ours.command('e', streamPort), streamPort, { name: 'answers-stream' })
  const answers: Answers = {
    submit: submitted,
    poll: await told(poll(id)),
    edit: await told(await edit()),
    stream: await told(stream, streamPort),
  }
  await writeFile(answersFile, JSON.stringify(answers))
  return answers
}
