/** A 4K picture from the mock of DimiLinks as an asynchronous task: submit, poll, fetch. Nothing but fetch. */
import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

/** DimiLinks asks for a poll every 2 to 3 seconds, for 8 to 10 minutes at most. */
const every = 2
const giveUp = 600

interface Task {
  readonly status: 'queued' | 'in_progress' | 'succeeded' | 'failed'
  readonly progress: number
  readonly result?: { readonly data: readonly { readonly url: string }[] }
  readonly error?: { readonly message: string }
}

/** Saves the picture and returns its path. `speed` is the mock's --speed: times as fast as documented. */
export async function main(
  mock = process.env.PROOFSHEET_URL ?? 'http://127.0.0.1:4010',
  speed = Number(process.env.PROOFSHEET_SPEED ?? 60),
): Promise<string> {
  const base = `${mock}/dimilinks/v1`
  const call = async <T>(path: string, body?: object): Promise<T> => {
    const headers = { authorization: 'Bearer sk-test', 'content-type': 'application/json' }
    const init = body ? { method: 'POST', headers, body: JSON.stringify(body) } : { headers }
    const response = await fetch(`${base}${path}`, init)
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`)
    return (await response.json()) as T
  }

  const prompt = 'A lighthouse at dusk'
  const submit = { model: 'gpt-image-2', prompt, size: '16:9', resolution: '4k' }
  const { task_id } = await call<{ task_id: string }>('/images/generations?async=true', submit)

  for (let seconds = 0; seconds <= giveUp; seconds += every) {
    const { status, progress, result, error } = await call<Task>(`/tasks/${task_id}`)
    console.log(`${task_id}: ${status}, ${progress}%`)
    if (status === 'failed') throw new Error(error?.message ?? 'the task failed without saying why')
    const url = result?.data[0]?.url
    if (url) {
      // The link is relative and signed: it is joined to the origin, and takes no key.
      const picture = await fetch(new URL(url, base))
      if (!picture.ok) throw new Error(`${url} answered ${picture.status}`)
      const path = join(await mkdtemp(join(tmpdir(), 'proofsheet-')), `${task_id}.png`)
      await writeFile(path, await picture.bytes())
      console.log(path)
      return path
    }
    await wait((every * 1000) / speed)
  }
  throw new Error(`${task_id} has not ended in ${giveUp} s; is PROOFSHEET_SPEED the --speed of the mock?`)
}

if (import.meta.main) await main()
