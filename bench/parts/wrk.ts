import { execFile, execFileSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Load, LoadJob } from './load-job.ts'
import { cpuSeconds } from './proc.ts'

/**
 * True if the machine has wrk (`apt-get install wrk`). wrk is written in C and keeps every connection busy. On one core a
 * generator in JavaScript keeps half of the connections waiting for itself, and so measures itself together with the server.
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

/** Runs a load with wrk. */
export async function loadWithWrk({ port, pid, connections, warmUp, seconds, requests }: LoadJob): Promise<Load> {
  const folder = await mkdtemp(join(tmpdir(), 'proofsheet-bench-'))
  try {
    const script = await writeScript(folder, requests)
    const runWrk = async (duration: number) => {
      const flags = ['-t1', `-c${connections}`, `-d${duration}s`, '--timeout', '60s', '-s', script]
      const { stdout } = await run('wrk', [...flags, `http://127.0.0.1:${port}/`])
      return parseCounts(stdout)
    }
    const warm = await runWrk(warmUp)
    const [cpu, start] = [cpuSeconds(pid), performance.now()]
    const { all, took, bad } = await runWrk(seconds)
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

/**
 * Writes the requests as a Lua script for wrk. They may differ in their paths and in bodies of one line. Returns the path of the
 * script.
 */
async function writeScript(folder: string, requests: LoadJob['requests']): Promise<string> {
  const [first] = requests
  if (!first) throw new Error('the load has no requests: expected at least one')
  const file = (name: string) => join(folder, name)
  const [paths, body, script] = [file('paths'), file('body'), file('script.lua')]
  await writeFile(paths, requests.map(({ path }) => `${path}\n`).join(''))
  // The newline ends the last line of several bodies; a single body is read whole.
  const bodies = requests.map(({ body }) => body ?? Buffer.alloc(0))
  const isSame = bodies.every((one) => one.equals(bodies[0] as Buffer))
  await writeFile(body, isSame ? (bodies[0] as Buffer) : bodies.map((one) => `${one}\n`).join(''))
  const headers = Object.entries(first.headers).map(
    ([name, value]) => `[${JSON.stringify(name)}]=${JSON.stringify(value)}`,
  )
  await writeFile(
    script,
    `local wired, last = {}, 0
init = function()
  local file = io.open(${JSON.stringify(body)}, 'rb')
  local body = ${isSame ? "file:read('*a')" : 'nil'}
  for path in io.lines(${JSON.stringify(paths)}) do
    ${isSame ? '' : "body = file:read('*l')"}
    wired[#wired + 1] = wrk.format(${JSON.stringify(first.method)}, path, {${headers.join(', ')}}, ${first.body ? 'body' : 'nil'})
  end
  file:close()
end
request = function()
  last = last % #wired + 1
  return wired[last]
end
`,
  )
  return script
}

/** Parses the number of requests, the duration in seconds and the number of failures from wrk's output. */
function parseCounts(output: string): { all: number; took: number; bad: number } {
  const number = (pattern: RegExp) => Number(pattern.exec(output)?.[1] ?? 0)
  const [, took = '', unit = ''] = /requests in ([\d.]+)(ms|s|m)/.exec(output) ?? []
  const errors = [...(/Socket errors: (.*)/.exec(output)?.[1] ?? '').matchAll(/\d+/g)].map(([count]) => Number(count))
  return {
    all: number(/(\d+) requests in/),
    took: Number(took) * (unit === 'ms' ? 0.001 : unit === 'm' ? 60 : 1),
    bad: number(/Non-2xx or 3xx responses: (\d+)/) + errors.reduce((sum, count) => sum + count, 0),
  }
}
