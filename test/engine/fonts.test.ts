import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const fonts = fileURLToPath(new URL('../../dist/fonts', import.meta.url))
const drawModule = new URL('../../src/engine/images/draw.ts', import.meta.url).href

/** Draws an image for each argument in a process of its own, and prints the digests of the upper halves, where the prompts are. */
const program = `
  import { createHash } from 'node:crypto'
  const { draw } = await import(${JSON.stringify(drawModule)})
  const { default: sharp } = await import('sharp')
  const job = { width: 256, height: 256, format: 'png', references: [], n: 1, transparent: true }
  const digest = async (prompt, index) => {
    const bytes = await draw({ id: 'task' + index, job: { ...job, prompt } }, 0)
    const half = await sharp(bytes).extract({ left: 0, top: 0, width: 256, height: 128 }).raw().toBuffer()
    return createHash('sha256').update(half).digest('hex')
  }
  console.log(JSON.stringify(await Promise.all(process.argv.slice(1).map(digest))))`

async function drawPrompts(prompts: readonly string[], fontConfig?: string): Promise<string[]> {
  const env = { ...process.env, ...(fontConfig && { FONTCONFIG_FILE: fontConfig }) }
  const args = ['--input-type=module', '-e', program, ...prompts]
  const { stdout } = await promisify(execFile)(process.execPath, args, { env, cwd: import.meta.dirname })
  return JSON.parse(stdout)
}

let folder = ''
let noFonts = ''

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'proofsheet-fonts-'))
  noFonts = join(folder, 'fonts.conf')
  await writeFile(noFonts, `<fontconfig><cachedir>${folder}</cachedir></fontconfig>`)
})
afterAll(() => rm(folder, { recursive: true }))

// The build writes the fonts.
describe.skipIf(!existsSync(fonts))('the fonts of the package', () => {
  test('draw Latin, Cyrillic, Chinese and Japanese where the machine has no font, with the same bytes as elsewhere', async () => {
    const prompts = ['ab', 'cd', '红色', '绿色', 'ペン', 'ギン', 'жщ', 'ищ']
    const bare = await drawPrompts(prompts, noFonts)
    // Without a font, all characters are equal boxes.
    expect(new Set(bare).size).toBe(prompts.length)
    expect(await drawPrompts(prompts)).toEqual(bare)
  })
})
