import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { expect } from 'vitest'
import { parseAllDocuments } from 'yaml'
import { findFreePort } from '../../support/free-port.ts'
import { type Block, blocksOf, commandsOf, isShown } from './blocks.ts'
import { workshop } from './workshop.ts'

/** Commands that serve until they are stopped. The reader types them in a terminal of their own. */
const serves = /^(npx )?proofsheet mock\b/

/** Requests to the admin API that concern all keys, also those of other pages. */
const changesMock = /_proofsheet\/(clock|reset|restore|scenario)\b/

/** Command of the mock that pages share. */
const plainMock = 'npx proofsheet mock'

/** Addresses of the mocks that pages share, because the start of a mock takes longer than most pages. */
export interface SharedMocks {
  /** Stands for the real gateways. */
  readonly gateway: string
  /** A mock with no flags. Each page has keys of its own there. */
  readonly plain: string
}

/**
 * Follows a page as a reader would, in an empty folder: saves the files, runs the commands in order, compares what they print. The
 * mock of the page listens on another port than 4010. Returns the reasons of the blocks that are not run.
 */
export async function runPage(name: string, page: string, shared: SharedMocks): Promise<string[]> {
  const folder = join(workshop, name.replaceAll(/\W+/g, '-'))
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  const blocks = blocksOf(page)
  const commands = blocks.flatMap(commandsOf).map(({ command }) => command)
  const unused = blocks.find(({ file, notRun }) => file?.endsWith('.test.ts') && notRun === undefined)
  if (unused && !commands.some((command) => command.includes('vitest run')))
    throw new Error(`${name}:${unused.line}: no command of the page runs ${unused.file}: add npx vitest run`)
  const isShared =
    commands.every((command) => !serves.test(command) || command === plainMock) &&
    !commands.some(changesMock.test, changesMock)
  const port = isShared ? new URL(shared.plain).port : String(await findFreePort())
  const key = isShared ? `sk-any-${createHash('sha1').update(name).digest('hex')}` : 'sk-any'
  const shell = createShell(folder, { DOCS_PORT: port, DOCS_GATEWAY: shared.gateway })
  const skipped: string[] = []
  /** Latest id that a command printed, by its prefix. */
  const ids = new Map<string, string>()
  /** Fills in the ids that a reader copies from the output of an earlier command: `img_…`. */
  const withIds = (command: string) =>
    command.replaceAll(/\b([a-z]+_)…/g, (written, prefix) => ids.get(prefix) ?? written)
  try {
    if (!isShared && !commands.some(serves.test, serves)) await shell.serve(plainMock, name)
    for (const [index, block] of blocks.entries()) {
      const place = `${name}:${block.line}`
      if (block.notRun) skipped.push(`${place}: ${block.notRun}`)
      else
        await follow(
          { ...block, text: block.text.replaceAll('4010', port).replaceAll('sk-any', key) },
          `block-${index}`,
          place,
        )
    }
  } finally {
    await shell.stop()
  }
  return skipped

  async function follow(block: Block, id: string, place: string): Promise<void> {
    const { language, file, text } = block
    if (language === 'yaml') for (const { errors } of parseAllDocuments(text)) expect(errors, place).toEqual([])
    if (language === 'json') JSON.parse(text)
    if (file !== undefined || language === 'ts') await save(join(folder, file ?? fileOf(id, text)), text)
    if (file !== undefined) return
    if (language === 'ts') return void (await expectSuccess(`${runner(text)} ${fileOf(id, text)}`, place))
    if (language !== 'sh' && language !== 'console') return expect(['yaml', 'json', 'http'], place).toContain(language)
    for (const { command: written, output } of commandsOf(block)) {
      const command = withIds(written)
      if (serves.test(command)) {
        if (!isShared) await shell.serve(command, place)
      } else {
        const printed = await expectSuccess(command, place)
        for (const [id, prefix = ''] of printed.matchAll(/\b([a-z]+_)[0-9a-f]{8,}\b/g)) ids.set(prefix, id)
        if (output !== undefined) expect(isShown(printed, output) ? output : printed, place).toBe(output)
      }
    }
  }

  async function expectSuccess(command: string, place: string): Promise<string> {
    const { code, output } = await shell.run(command)
    if (code !== 0) throw new Error(`${place}: exit code ${code}: ${command}\n${output}`)
    return output
  }
}

const isTest = (code: string) => code.includes("from 'vitest'")
const runner = (code: string) => (isTest(code) ? 'vitest run' : 'node')
/** Names a program so that Node and TypeScript take it for a module, whatever package.json says. */
const fileOf = (id: string, code: string) => (isTest(code) ? `${id}.test.ts` : `${id}.mts`)

async function save(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, `${text}\n`)
}

/** Creates a shell whose commands share a folder and exported variables. */
function createShell(cwd: string, variables: Record<string, string>) {
  const env = { ...environment(), HOME: cwd, ENV_FILE: join(cwd, '.environment'), ...variables }
  let server: ReturnType<typeof start> | undefined

  /** Starts bash in a process group of its own, with the variables that earlier commands exported. */
  function start(command: string) {
    const script = `set -a; set -euo pipefail; [ -f "$ENV_FILE" ] && . "$ENV_FILE"; trap 'export -p > "$ENV_FILE"' EXIT\n${command}\n`
    const child = spawn('bash', ['-c', script], { cwd, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    let waiter: (() => void) | undefined
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text) => {
        output += text
        waiter?.()
      })
    const ended = once(child, 'close').then(([code]: (number | null)[]) => ({ code, output: output.trimEnd() }))
    const printed = (text: string) =>
      new Promise<void>((resolve) => {
        waiter = () => output.includes(text) && resolve()
        waiter()
      })
    return { ended, printed, kill: () => void process.kill(-(child.pid ?? 0), 'SIGTERM') }
  }

  async function stop(): Promise<void> {
    server?.kill()
    await server?.ended
    server = undefined
  }

  return {
    run: (command: string) => start(command).ended,
    /** Starts a server in place of the one before, and waits until the server listens. */
    async serve(command: string, place: string): Promise<void> {
      await stop()
      server = start(`exec ${command.replace(/^npx /, '')}`)
      const failed = server.ended.then(({ output }) => {
        throw new Error(`${place}: ${command} ended:\n${output}`)
      })
      await Promise.race([server.printed('Press Ctrl-C'), failed])
      failed.catch(() => {})
    },
    stop,
  }
}

const environment = () => ({
  PATH: `${join(workshop, 'bin')}:${join(import.meta.dirname, '../../../node_modules/.bin')}:${process.env.PATH}`,
  NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE,
  NO_COLOR: '1',
})
