import { execFile, execFileSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Load, LoadJob } from './load.ts'
import { cpuSeconds } from './proc.ts'

/**
 * wrk, where the machine has it (`apt-get install wrk`): a generator in C keeps every connection busy, where one in
 * JavaScript on one core has half of them waiting for itself, and so measures itself with the server.
 */
export const hasWrk: boolean = (() => {
  try {
    execFileSync('which', ['wrk'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
})()

const run = promisify(execFile)

export async function loadWithWrk({ port, pid, connections, warmUp, seconds, requests }: LoadJob): Promise<Load> {
  const folder = await mkdtemp(join(tmpdir(), 'proofsheet-bench-'))
  try {
    const script = await scriptOf(folder, requests)
    const fire = async (duration: number) => {
      const flags = ['-t1', `-c${connections}`, `-d${duration}s`, '--timeout', '60s', '-s', script]
      const { stdout } = await run('wrk', [...flags, `http://127.0.0.1:${port}/`])
      return countsOf(stdout)
    }
    const warm = await fire(warmUp)
    const [cpu, start] = [cpuSeconds(pid), performance.now()]
    const { all, took, bad } = await fire(seconds)
    const passed = (performance.now() - start) / 1000
    const after = cpuSeconds(pid)
    return {
      perSecond: (all - bad) / took,
      cpu: cpu === undefined || after === undefined ? undefined : (after - cpu) / passed,
      bad: warm.bad + bad,
    }
  } finally {
    await rm(folder, { recursive: true })
  }
}

/** The requests in wrk's language: all are as the first, but for their paths. */
async function scriptOf(folder: string, requests: LoadJob['requests']): Promise<string> {
  const [first] = requests
  if (!first) throw new Error('there is nothing to send')
  const [paths, body, script] = ['paths', 'body', 'script.lua'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ]
  await writeFile(paths, requests.map(({ path }) => `${path}\n`).join(''))
  await writeFile(body, first.body ?? '')
  const headers = Object.entries(first.headers).map(
    ([name, value]) => `[${JSON.stringify(name)}]=${JSON.stringify(value)}`,
  )
  await writeFile(
    script,
    `local wired, last = {}, 0
init = function()
  local file = io.open(${JSON.stringify(body)}, 'rb')
  local body = file:read('*a')
  file:close()
  for path in io.lines(${JSON.stringify(paths)}) do
    wired[#wired + 1] = wrk.format(${JSON.stringify(first.method)}, path, {${headers.join(', ')}}, ${first.body ? 'body' : 'nil'})
  end
end
request = function()
  last = last % #wired + 1
  return wired[last]
end
`,
  )
  return script
}

function countsOf(told: string): { all: number; took: number; bad: number } {
  const number = (pattern: RegExp) => Number(pattern.exec(told)?.[1] ?? 0)
  const [, took = '', unit = ''] = /requests in ([\d.]+)(ms|s|m)/.exec(told) ?? []
  const errors = [...(/Socket errors: (.*)/.exec(told)?.[1] ?? '').matchAll(/\d+/g)].map(([count]) => Number(count))
  return {
    all: number(/(\d+) requests in/),
    took: Number(took) * (unit === 'ms' ? 0.001 : unit === 'm' ? 60 : 1),
    bad: number(/Non-2xx or 3xx responses: (\d+)/) + errors.reduce((sum, count) => sum + count, 0),
  }
}
