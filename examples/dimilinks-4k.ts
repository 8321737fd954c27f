/** Generates a 4K image with the mock of DimiLinks as an asynchronous task, using nothing but `fetch`: submit, poll, download. */
import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

/** Seconds. DimiLinks documents a poll every 2 to 3 seconds, for at most 8 to 10 minutes. */
const intervalSeconds = 2
const timeoutSeconds = 600

interface Task {
  readonly status: 'queued' | 'in_progress' | 'succeeded' | 'failed'
  readonly progress: number
  readonly result?: { readonly data: readonly { readonly url: string }[] }
  readonly error?: { readonly message: string }
}

/** Saves the image and returns its path. `speed` is the mock's --speed: how many times faster than documented. Throws if the task fails. */
export async function main(
  mock = process.env.PROOFSHEET_URL ?? 'http://127.0.0.1:4010',
  speed = Number(process.env.PROOFSHEET_SPEED ?? 60),
): Promise<string> {
  const base = `${mock}/dimilinks/v1`
  const call = async <T>(path: string, body?: object): Promise<T> => {
    const headers = { authorization: 'Bearer sk-test', 'content-type': 'application/json' }
    const init = body ? { method: 'POST', headers, body: JSON.stringify(body) } : { headers }
    const response = await fetch(`${base}${path}`, init)
    if (!response.ok) throw new Error(`${path} returned ${response.status}: ${await response.text()}`)
    return (await response.json()) as T
  }

  const prompt = 'A lighthouse at dusk'
  const submit = { model: 'gpt-image-2', prompt, size: '16:9', resolution: '4k' }
  const { task_id } = await call<{ task_id: string }>('/images/generations?async=true', submit)

  for (let seconds = 0; seconds <= timeoutSeconds; seconds += intervalSeconds) {
    const { status, progress, result, error } = await call<Task>(`/tasks/${task_id}`)
    console.log(`${task_id}: ${status}, ${progress}%`)
    if (status === 'failed') throw new Error(error?.message ?? 'the task failed without a reason')
    const url = result?.data[0]?.url
    if (url) {
      // The link is relative to the origin and signed, so that the download needs no key.
      const response = await fetch(new URL(url, base))
      if (!response.ok) throw new Error(`${url} returned ${response.status}`)
      const path = join(await mkdtemp(join(tmpdir(), 'proofsheet-')), `${task_id}.png`)
      await writeFile(path, await response.bytes())
      console.log(path)
      return path
    }
    await wait((intervalSeconds * 1000) / speed)
  }
  throw new Error(`${task_id} has not ended after ${timeoutSeconds} s: set PROOFSHEET_SPEED to the --speed of the mock`)
}

if (import.meta.main) await main()
