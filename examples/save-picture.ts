/** One program for every gateway: only the provider's id changes. */
import { writeFile } from 'node:fs/promises'
import { createImageClient, type ProviderId } from '../src/client.ts'

const mock = process.env.PROOFSHEET_URL ?? 'http://127.0.0.1:4010'
const prefixes: Partial<Record<ProviderId, string>> = { 'gpt-best': '' }

/** Generates, waits and saves a picture; returns how many bytes it has. */
export async function main(provider: ProviderId, file: string, url = mock, model = 'gpt-image-2'): Promise<number> {
  const client = createImageClient({
    provider,
    apiKey: 'sk-test',
    baseUrl: `${url}/${provider}${prefixes[provider] ?? '/v1'}`,
  })
  const submitted = await client.submit('generate', { model, prompt: 'A red fox on a green hill' })
  if (submitted.error) throw new Error(submitted.error.message)
  const waited = await client.wait(submitted.data, { onProgress: ({ state }) => console.log(provider, state) })
  if (waited.error) throw new Error(waited.error.message)
  const [image] = waited.data
  const picture = image ? await client.bytes(image) : undefined
  if (!picture?.data) throw new Error(picture?.error?.message ?? 'there is no picture')
  await writeFile(file, picture.data)
  return picture.data.length
}

if (import.meta.main) await main((process.argv[2] ?? 'dimilinks') as ProviderId, 'picture.png')
