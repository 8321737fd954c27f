import { readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { root } from './paths.ts'

/** Folders whose files every mock needs. */
const coreFolders = [
  'contract',
  'dialect',
  'doors',
  'engine',
  'http',
  'redaction',
  'scenario',
  'stores',
  'time',
  'values',
]
/** Packages that every mock of the command line needs. */
const server = ['@hono/node-server', 'commander', 'hono', 'lru-cache', 'p-limit', 'yocto-queue']

const staticImports = /^(?:import (?!type\b)|export )(?:[^'"]*? from )?'([^']+)'|^\} from '([^']+)'/gm

/**
 * Groups of modules that become one file each, because a start of the mock reads all of them, and each file costs time. A module
 * that needs a large package stays out of the groups, and so does each module that imports such a module.
 */
export const groups = [
  { name: 'server', priority: 3, test: (id: string) => server.includes(packageOf(id)) },
  { name: 'core', priority: 2, test: (id: string) => coreFolders.includes(folderOf(id)) && isLight(id) },
  { name: 'command', priority: 1, test: (id: string) => folderOf(id) === 'cli' && isLight(id) },
]

const folderOf = (id: string): string => relative(join(root, 'src'), id).split('/')[0] ?? ''

const packageOf = (id: string): string => id.match(/.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//)?.[1] ?? ''

const light = new Map<string, boolean>()

/** Says if a source file imports at its start only the packages of the server, and files of these folders that do the same. */
function isLight(file: string): boolean {
  const known = light.get(file)
  if (known !== undefined) return known
  const isHere = [...coreFolders, 'cli'].includes(folderOf(file))
  const text = isHere ? readFileSync(file, 'utf8') : ''
  const result =
    isHere &&
    [...text.matchAll(staticImports)].every(([, from, last]) => {
      const name = from ?? last ?? ''
      if (name.startsWith('.')) return isLight(join(dirname(file), name))
      return name.startsWith('node:') || server.some((one) => name === one || name.startsWith(`${one}/`))
    })
  light.set(file, result)
  return result
}
