import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { findSlip } from '../../values/did-you-mean.ts'
import { configurableCommands } from '../command-names.ts'
import { mistake } from '../mistake.ts'
import { configEndings } from './find-config.ts'
import { withoutModuleWarnings } from './module-warnings.ts'

/** Values of the flags of a command, by member. */
export type ConfigSection = Readonly<Record<string, unknown>>

/** Sections of the configuration file, by command. */
export type Config = Readonly<Record<string, ConfigSection>>

/** Reads the configuration file. Throws an Error that names the file, and the section that is unknown or no object. */
export async function readConfig(file: string): Promise<Config> {
  const config = await load(file)
  if (!isObject(config))
    throw mistake(
      `${file} exports no object`,
      'write: export default { mock: { port: 4020 } }; see proofsheet help config',
    )
  for (const [name, section] of Object.entries(config)) {
    checkName(file, 'section', name, configurableCommands)
    if (!isObject(section))
      throw mistake(`${file}: ${name} is no object`, `write the flags of ${name} in braces, as in mock: { port: 4020 }`)
  }
  return config as Config
}

/** Checks the members of a section. Throws an Error with the name that is meant. */
export function checkMembers(file: string, command: string, section: ConfigSection, known: readonly string[]): void {
  for (const name of Object.keys(section)) checkName(`${file}: ${command}`, 'member', name, known)
}

function checkName(place: string, kind: string, name: string, known: readonly string[]): void {
  if (known.includes(name)) return
  const nearest = findSlip(name, known)
  throw mistake(
    `${place}: unknown ${kind} "${name}"`,
    nearest ? `did you mean ${nearest}?` : `expected one of ${known.join(', ')}`,
  )
}

const endings = configEndings.map((ending) => `.${ending}`)

async function load(file: string): Promise<unknown> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw mistake(
      `can't read the configuration file ${file}: ${error.code === 'ENOENT' ? 'no such file' : error.message}`,
      'pass a file that exists with --config',
    )
  })
  if (!endings.some((ending) => file.endsWith(ending)))
    throw mistake(`${file} is no configuration file`, `pass a file that ends with ${endings.join(', ')}`)
  if (file.endsWith('.json')) return parse(file, text)
  const url = pathToFileURL(resolve(file)).href
  const module = await withoutModuleWarnings(() => import(/* @vite-ignore */ url)).catch((error: Error) => {
    throw mistake(`can't load ${file}: ${error.message}`, remedyOf(error))
  })
  return (module as { default?: unknown }).default
}

function parse(file: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw mistake(`${file} is no JSON: ${(error as Error).message}`, 'correct the file')
  }
}

function remedyOf({ message }: Error): string {
  // A project that runs Proofsheet with npx does not find the package.
  if (/'proofsheet'/.test(message))
    return 'run npm install --save-dev proofsheet, or export the object without defineConfig'
  if (/outside a module|Unexpected token 'export'/.test(message))
    return 'let the name of the file end with .mts or .mjs, because package.json says that other files are CommonJS'
  return 'correct the file'
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
