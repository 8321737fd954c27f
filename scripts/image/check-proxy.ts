import { equal } from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'

const root = join(import.meta.dirname, '../..')
const ports = { mock: 47010, proxy: 47011, names: 47012, store: 47013 }
const replicas = ['127.0.0.2', '127.0.0.3']
const store = { PROOFSHEET_ADMIN_TOKEN: 'token', PROOFSHEET_STORE: `redis://:secret@127.0.0.1:${ports.store}/0` }
const headers = { authorization: 'Bearer sk-check', 'content-type': 'application/json' }

/** Writes compose/haproxy.cfg with ports of this machine in place of the ports of the containers. */
function adaptConfig(file: string): void {
  const text = readFileSync(join(root, 'compose/haproxy.cfg'), 'utf8')
  const adapted = text
    .replace('127.0.0.11:53', `127.0.0.1:${ports.names}`)
    .replace('mock:4010', `mock:${ports.mock}`)
    .replace('bind :4010', `bind 127.0.0.1:${ports.proxy}`)
  writeFileSync(file, adapted)
}

const send = (path: string, body?: object) =>
  fetch(`http://127.0.0.1:${ports.proxy}${path}`, {
    headers,
    ...(body ? { method: 'POST', body: JSON.stringify(body) } : {}),
  })

/** Calls a function until the function returns true. Throws after a minute. */
async function until(what: string, isDone: () => Promise<boolean> | boolean): Promise<void> {
  for (let attempt = 0; attempt < 300; attempt++) {
    if (await isDone()) return
    await setTimeout(200)
  }
  throw new Error(`${what}: not seen within a minute`)
}

/**
 * Runs what compose.yaml runs as processes: the store, two replicas, a name server that lists both, and the proxy with
 * compose/haproxy.cfg. A task of one replica is read from the other, and requests pass while one replica ends.
 */
export async function checkProxy(folder: string): Promise<void> {
  const children: ChildProcess[] = []
  const start = (program: string, args: readonly string[], env: Record<string, string> = {}) => {
    const child = spawn(program, args, { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'inherit'] })
    const run = { child, output: '' }
    child.stdout.on('data', (text) => (run.output += text))
    children.push(child)
    return run
  }
  const config = join(folder, 'haproxy.cfg')
  adaptConfig(config)
  try {
    start('redis-server', [
      '--port',
      String(ports.store),
      '--bind',
      '127.0.0.1',
      '--save',
      '',
      '--requirepass',
      'secret',
    ])
    const main = join(root, 'bin/proofsheet.js')
    const mocks = replicas.map((host) =>
      start(
        process.execPath,
        [main, 'mock', '--host', host, '--port', String(ports.mock), '--log-level', 'info'],
        store,
      ),
    )
    const names = [
      '--keep-in-foreground',
      '--no-resolv',
      '--no-hosts',
      '--bind-interfaces',
      '--listen-address=127.0.0.1',
    ]
    const records = replicas.map((host) => `--host-record=mock,${host}`)
    start('dnsmasq', [...names, ...records, '--conf-file=/dev/null', `--port=${ports.names}`, '--user=root'])
    await until('both replicas listen', () => mocks.every(({ output }) => output.includes('Press Ctrl-C')))
    start('haproxy', ['-f', config])
    await until(
      'the proxy serves',
      async () => (await send('/openai/v1/models').catch(() => undefined))?.status === 200,
    )
    const created = await send('/dimilinks/v1/images/generations', { prompt: 'a fox', async: true })
    const { task_id: id } = (await created.json()) as { task_id: string }
    await until('both replicas have answered a poll', async () => {
      equal((await send(`/dimilinks/v1/tasks/${id}`)).status, 200, 'a replica does not know the task of the other')
      return mocks.every(({ output }) => output.includes(`/dimilinks/v1/tasks/${id}`))
    })
    const [first] = mocks
    first?.child.kill('SIGTERM')
    if (first) equal((await once(first.child, 'exit'))[0], 0)
    for (let count = 0; count < 20; count++) equal((await send('/openai/v1/models')).status, 200)
  } finally {
    for (const child of children) child.kill('SIGKILL')
  }
}
