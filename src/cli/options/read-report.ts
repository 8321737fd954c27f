import { readFile } from 'node:fs/promises'
import type { Report } from '../../conformance/report.ts'
import { isNode } from '../../contract/document.ts'
import { jsonSchema } from '../../reports/json.ts'
import { parseJson } from '../../values/parse-json.ts'
import { mistake } from '../mistake.ts'

/** Reads the reports of a JSON file. Throws an Error if the file can't be read, or is no report of this version. */
export async function readReports(file: string): Promise<Report[]> {
  const text = await readFile(file, 'utf8').catch((error: Error) => {
    throw mistake(`can't read the report ${file}: ${error.message}`, `pass a file that ${howToWrite}`)
  })
  const json = parseJson(text)
  const { data } = jsonSchema.safeParse(json)
  if (data) return [data].flat()
  const version = readVersion(json)
  if (version === undefined) throw mistake(`${file} is not a report`, `pass a file that ${howToWrite}`)
  throw mistake(
    `${file} has another format, since version ${version} wrote the report`,
    `verify again, with --report json=${file}`,
  )
}

/** Reads the report of one run of the provider. Throws an Error for any other file. */
export async function readRun(file: string, provider: string): Promise<Report> {
  const [report, ...others] = await readReports(file)
  if (!report || others.length > 0)
    throw mistake(`${file} has ${others.length + 1} reports`, `pass the report of one run that ${howToWrite}`)
  const { id } = report.provider
  if (id !== provider) throw mistake(`${file} is a report of ${id}`, `pass a report of ${provider}`)
  return report
}

const howToWrite = 'verify wrote with --report json=FILE'

/** Reads the version of the tool that wrote a report, in whatever format. */
function readVersion(json: unknown): string | undefined {
  const [first] = [json].flat()
  if (!isNode(first) || !isNode(first.tool) || !('findings' in first)) return undefined
  return typeof first.tool.version === 'string' ? first.tool.version : undefined
}
