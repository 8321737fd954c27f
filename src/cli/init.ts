import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { loadProvider } from '../dialect/provider.ts'
import { mistake } from './mistake.ts'
import { checkFolder } from './options/check-folder.ts'
import { askSamples } from './parts/ask-samples.ts'
import { writeDialect } from './parts/write-dialect.ts'

/** Flags of the command. */
export interface InitFlags {
  from?: string
  curl?: string
  submit?: string
  poll?: string
  error?: string
}

/** Writes a provider's folder. */
export async function init(folder: string, flags: InitFlags): Promise<void> {
  await checkIsEmpty(folder)
  await checkFolder(folder, 'pass another folder')
  const { describeSamples } = await import('../conformance/samples/describe-samples.ts')
  const { describeDocument } = await import('../conformance/samples/describe-document.ts')
  const samples = await readSamples(flags)
  const id = toId(folder)
  const { dialect, document, guesses, leftOut, published } = flags.from
    ? await describeDocument(id, flags.from, samples)
    : { ...describeSamples(id, requireCurl(samples)), published: undefined }
  await mkdir(folder, { recursive: true })
  const { stringify } = await import('yaml')
  const header = '# Written by proofsheet init from samples.\n'
  await writeFile(
    join(folder, 'openapi.yaml'),
    published ?? `${header}${stringify(document, { aliasDuplicateObjects: false })}`,
  )
  await writeFile(join(folder, 'dialect.yaml'), await writeDialect(dialect, guesses, leftOut))
  await loadProvider(folder).catch((error: Error) => {
    throw new Error(`${folder} is written, and has these faults to correct:\n${error.message}`)
  })
  console.log(`${folder} describes the gateway: openapi.yaml and dialect.yaml.`)
  for (const guess of guesses) console.log(`  look up ${guess}`)
  for (const member of leftOut) console.log(`  not described: ${member}`)
  console.log(`Serve a mock with: proofsheet mock --provider ${folder}`)
}

type Samples = Partial<Record<'curl' | 'submit' | 'poll' | 'error', string>>

async function readSamples({ from, ...files }: InitFlags): Promise<Samples> {
  if (Object.keys(files).length === 0 && !from) {
    if (process.stdin.isTTY !== true)
      throw mistake('no samples', 'pass --curl FILE and --submit FILE, or --from FILE; a terminal asks for them')
    return askSamples(process.stdin, process.stdout)
  }
  const texts = Object.entries(files).map(async ([name, file]) => [name, await readSample(name, file)] as const)
  return Object.fromEntries(await Promise.all(texts))
}

const readSample = (name: string, file: string): Promise<string> =>
  readFile(file, 'utf8').catch(() => {
    throw mistake(`--${name} ${file}: no such file`, 'pass a file with the sample')
  })

function requireCurl({ curl, ...samples }: Samples) {
  if (curl === undefined || curl.trim() === '')
    throw mistake('no curl command', 'pass --curl FILE with a command that makes an image, or --from FILE')
  return { curl, ...samples }
}

const toId = (folder: string): string =>
  basename(folder)
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '') || 'gateway'

async function checkIsEmpty(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => [])
  if (names.length > 0) throw mistake(`${folder} is not empty`, 'pass the name of a new folder')
}
